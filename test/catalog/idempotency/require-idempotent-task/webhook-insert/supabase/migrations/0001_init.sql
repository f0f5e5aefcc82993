create table public.payments (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  amount integer not null
);

create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  stripe_id text not null unique,
  amount integer not null
);

create table public.webhook_logs (
  id bigint generated always as identity primary key,
  body jsonb
);
