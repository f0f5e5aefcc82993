/** What tells one event of a sender from the next: the names under which ids of events go. Source: DOMAIN §2.2, §2.3. */

/** Variables and properties: `eventId`, `event_id`, `deliveryId`, `svix_id`. */
export const EVENT_ID_NAME =
  /^((provider|stripe|webhook|external|shopify|github|svix|paddle|clerk|request|hook)_?)?(event|delivery|webhook|message|notification|svix)_?id$|^idempotency_?key$/iu;

/** What an event is called: its `id` is the event's. */
export const EVENT_NAME = /^(event|evt|stripe_?event|webhook_?event|notification|delivery)$/iu;

/**
 * Headers that carry the id. GitHub: `X-GitHub-Delivery`; Shopify: `X-Shopify-Webhook-Id`, `X-Shopify-Event-Id`; Standard
 * Webhooks: `webhook-id`. Vendors' documents.
 */
export const EVENT_ID_HEADERS =
  /^(x-github-delivery|x-shopify-(webhook|event)-id|webhook-id|x-webhook-id|x-event-id|x-request-id|x-gitlab-event-uuid|upstash-message-id|linear-delivery|x-hub-delivery)$/iu;
