export const redis: { eval(script: string, keys: string[], args: number[]): Promise<number> } | undefined = undefined;
