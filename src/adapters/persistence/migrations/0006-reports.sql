-- Reconciliation by a provider's file.

-- When a file first listed it: a later one, of another day or batch, need not list it again.
alter table refund_legs add column reported_at timestamptz;

-- Found by a file, which alone closes it: a query knows less of it, and a file of another time nothing.
alter table drift_cases add column by_report boolean not null default false;
