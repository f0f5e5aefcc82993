import { AdsClient } from "./ads-client";

export async function upload(token: string, conversion: { clickId: string; value: number }) {
  const ads = new AdsClient(token);
  for (let attempt = 0; attempt <= 3; attempt++) {
    try {
      return await ads.uploadConversion(conversion);
      // expect: no-permanent-error-retry/refusal warning
    } catch (error) {
      if (attempt < 3) {
        await new Promise(resolve => setTimeout(resolve, 1000 * 2 ** attempt));
        continue;
      }
      throw error;
    }
  }
  return undefined;
}
