import fetchBuilder from "fetch-retry";

const fetchRetry = fetchBuilder(fetch);

export const loadOrders = () =>
  fetchRetry("https://orders.example.com", {
    retries: 3,
    retryOn: (_attempt, _error, response) => response?.status === 503, // expect: no-unbounded-retry/byChoice warning
  });

export const loadLabels = () =>
  fetchRetry("https://labels.example.com", {
    // ok: no-unbounded-retry — the function counts
    retryOn: (attempt, _error, response) => attempt < 3 && response?.status === 503,
  });

export const loadInvoices = () =>
  fetchRetry("https://invoices.example.com", { retries: 3, retryOn: [503] }); // ok: no-unbounded-retry — three retries
