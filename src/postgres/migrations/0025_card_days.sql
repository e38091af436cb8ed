-- The end of each day of a programme: which tasks are done, and from which day on days are looked after.

CREATE TABLE card_day_starts (
  programme text PRIMARY KEY,
  -- The first day that the round runs by itself; earlier ones are run by hand.
  first_day date NOT NULL
);

CREATE TABLE card_days (
  programme text NOT NULL,
  day date NOT NULL,
  -- A task of src/wire-cards.ts, or 'day' for the day as a whole.
  task text NOT NULL CHECK (task ~ '^[a-z][a-z0-9-]{0,39}$'),
  done_at timestamptz NOT NULL,
  PRIMARY KEY (programme, day, task)
);
