import { Client } from "@hubspot/api-client";

const hubspot = new Client({ accessToken: process.env.HUBSPOT_TOKEN! });

export async function contactFor(email: string) {
  const answer = await hubspot.crm.contacts.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: "email", operator: "EQ", value: email }] }],
  } as never);
  if (answer.results.length > 0) return answer.results[0];
  return hubspot.crm.contacts.basicApi.create({ properties: { email } } as never); // expect: require-upsert/lookedThenCreated [warning]
}
