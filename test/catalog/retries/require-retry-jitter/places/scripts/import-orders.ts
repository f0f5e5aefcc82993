const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

for (let attempt = 0; attempt < 4; attempt++) {
  try {
    const response = await fetch("https://orders.example.com");
    console.log(await response.text());
    break;
  } catch {
    await sleep(1000 * 2 ** attempt); // ok: require-retry-jitter — one person runs one of these
  }
}
