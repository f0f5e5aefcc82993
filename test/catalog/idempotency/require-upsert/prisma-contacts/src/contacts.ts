import { Prisma, PrismaClient } from "@prisma/client";
import { findContact, saveContact } from "./contact-store";

const prisma = new PrismaClient();

export async function contactFor(email: string, orgId: string) {
  const existing = await prisma.contact.findFirst({ where: { email, orgId } });
  if (existing) return existing;
  return prisma.contact.create({ data: { email, orgId } }); // expect: require-upsert/lookedThenInserted [warning]
}

export async function contactUnlessDeleted(email: string, orgId: string) {
  const known = await prisma.contact.count({ where: { email, orgId, deletedAt: null } });
  if (known === 0) {
    await prisma.contact.create({ data: { email, orgId } }); // expect: require-upsert/lookedThenInserted [warning]
  }
}

export async function contactByHelpers(email: string, orgId: string) {
  const existing = await findContact({ email, orgId });
  return existing ?? (await saveContact(email, orgId)); // expect: require-upsert/lookedThenInserted [warning]
}

// The second one fails, and nothing is doubled.
export async function accountFor(email: string) {
  let account = await prisma.account.findUnique({ where: { email } });
  if (!account) account = await prisma.account.create({ data: { email } }); // expect: require-upsert/violationUncaught [advice]
  return account;
}

export async function accountForBoth(email: string) {
  const account = await prisma.account.findUnique({ where: { email } });
  if (account) return account;
  try {
    return await prisma.account.create({ data: { email } }); // ok: require-upsert — the violation is caught
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
      return prisma.account.findUniqueOrThrow({ where: { email } });
    throw error;
  }
}

export async function accountMerged(email: string) {
  return prisma.account.upsert({ where: { email }, create: { email }, update: {} }); // ok: require-upsert — one statement
}

export async function tagFor(orgId: string, slug: string) {
  const tag = await prisma.tag.findFirst({ where: { orgId, slug } });
  if (tag) return tag;
  const made = await prisma.tag.createMany({ data: [{ orgId, slug }], skipDuplicates: true }); // ok: require-upsert — gives way
  return made;
}

// One person's double click.
export async function favour(userId: string, postId: string) {
  const favourite = await prisma.favourite.findFirst({ where: { userId, postId } });
  if (!favourite) await prisma.favourite.create({ data: { userId, postId } }); // expect: require-upsert/lookedThenInserted [advice]
}

// Looked at for another reason: what is made is not what was looked for.
export async function firstContactOf(orgId: string, email: string, owner: string) {
  const owned = await prisma.contact.findFirst({ where: { orgId: owner } });
  if (!owned) await prisma.contact.create({ data: { email, orgId } }); // ok: require-upsert — another org is asked for
}

export async function logOnce(email: string) {
  const line = await prisma.auditLog.findFirst({ where: { email } });
  if (!line) await prisma.auditLog.create({ data: { email } }); // ok: require-upsert — a journal
}

export async function lockedContact(email: string, orgId: string) {
  return prisma.$transaction(async tx => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${email}))`;
    const existing = await tx.contact.findFirst({ where: { email, orgId } });
    return existing ?? (await tx.contact.create({ data: { email, orgId } })); // ok: require-upsert — a lock is held
  });
}

export async function serialisedContact(email: string, orgId: string) {
  return prisma.$transaction(
    async tx => {
      const existing = await tx.contact.findFirst({ where: { email, orgId } });
      return existing ?? (await tx.contact.create({ data: { email, orgId } })); // ok: require-upsert — such transactions cannot overlap
    },
    { isolationLevel: Prisma.TransactionIsolationLevel.Serializable },
  );
}

// How many there are decides, not whether this one is there.
export async function addWithinLimit(orgId: string, email: string) {
  const used = await prisma.contact.count({ where: { orgId } });
  if (used > 100) throw new Error("limit reached");
  await prisma.contact.create({ data: { email, orgId } }); // ok: require-upsert — a limit is asked for
}

// The row is made by an id that was just drawn.
export async function accountCopy(id: string, email: string) {
  const source = await prisma.account.findUnique({ where: { id } });
  if (source) return source;
  return prisma.contact.create({ data: { email, orgId: id } }); // ok: require-upsert — another table
}

// The org was made a moment ago: no other run knows it.
export async function openOrg(name: string, emails: string[]) {
  const org = await prisma.org.create({ data: { name } });
  for (const email of emails) {
    const twice = await prisma.contact.findFirst({ where: { email, orgId: org.id } });
    if (!twice) await prisma.contact.create({ data: { email, orgId: org.id } }); // ok: require-upsert — within a row of its own
  }
}

// The org is looked up: another run finds the same.
export async function joinOrg(name: string, email: string) {
  const org = await prisma.org.findFirstOrThrow({ where: { name } });
  const known = await prisma.contact.findFirst({ where: { email, orgId: org.id } });
  if (!known) await prisma.contact.create({ data: { email, orgId: org.id } }); // expect: require-upsert/lookedThenInserted [warning]
}
