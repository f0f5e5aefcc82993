import Stripe from "stripe";
import { PrismaClient } from "@prisma/client";

export const db = new PrismaClient();
export const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);
