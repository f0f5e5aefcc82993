/**
 * Objects like those of a literal that take no more room than they need. V8 gives what a constructor makes the room that its
 * first ones took, so there is a constructor for each number of properties. A literal that is filled later has room for four
 * properties, and from the fifth on a second piece.
 */

/** With this many properties and more, objects take the room that V8 gives them. */
const MANY_PROPERTIES = 16;

type Maker = new (keys: readonly string[], next: () => unknown) => object;

const makers: readonly Maker[] = Array.from({ length: MANY_PROPERTIES + 1 }, maker);

/** `next` gives the value of each key in turn. */
export function plainObject(keys: readonly string[], next: () => unknown): object {
  return new makers[Math.min(keys.length, MANY_PROPERTIES)]!(keys, next);
}

function maker(): Maker {
  function Made(this: Record<string, unknown>, keys: readonly string[], next: () => unknown) {
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      if (key === "__proto__") define(this, key, next());
      else this[key] = next();
    }
  }
  Made.prototype = Object.prototype;
  return Made as unknown as Maker;
}

/** As JSON does: an assignment would change what the object inherits from. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
