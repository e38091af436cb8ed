-- Statements that customers ordered, for the branch that prints and posts them.

CREATE TABLE statement_orders (
  operation_id uuid PRIMARY KEY REFERENCES operations (id),
  customer_id uuid NOT NULL REFERENCES customers (id),
  account_number text NOT NULL,
  period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  delivery text NOT NULL CHECK (delivery IN ('post', 'branch')),
  ordered_at timestamptz NOT NULL
);
CREATE INDEX statement_orders_of_customer ON statement_orders (customer_id, ordered_at DESC);
