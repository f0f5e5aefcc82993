import { nanoid } from "nanoid";

export const newRequestKey = (prefix: string) => `${prefix}_${nanoid()}`;

export const orderKey = (orderId: string, step: string) => `${orderId}:${step}`;
