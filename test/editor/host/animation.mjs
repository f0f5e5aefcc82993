/** Pictures of a window, each with how long it is seen, made into one that moves. */
import sharp from "sharp";

export class Animation {
  #frames = [];

  add(picture, milliseconds) {
    this.#frames.push({ picture, milliseconds });
  }

  /** As GIF, which every page that shows a README plays. */
  async gif() {
    const pictures = this.#frames.map(({ picture }) => picture);
    const delay = this.#frames.map(({ milliseconds }) => milliseconds);
    return sharp(pictures, { join: { animated: true } })
      .gif({ delay, loop: 0, dither: 0, effort: 10 })
      .toBuffer();
  }
}
