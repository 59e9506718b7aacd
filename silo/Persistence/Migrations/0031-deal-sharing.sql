-- Whom a deal is shared with besides its owner and its team: ids of users and of teams. A constant default: no row is written.
ALTER TABLE crm.deals ADD COLUMN shared_with uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE crm.deals ADD CONSTRAINT deals_shared_with_check CHECK (cardinality(shared_with) <= 100) NOT VALID;
