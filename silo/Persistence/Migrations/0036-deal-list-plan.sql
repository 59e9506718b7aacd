-- Planned anew in each pass, for the table as it is then: a plan that is kept from when the table was empty reads a whole index for every deal.
ALTER FUNCTION crm.list_deals(uuid[]) SET plan_cache_mode = force_custom_plan;
ALTER FUNCTION crm.list_deals(uuid[]) SET enable_hashjoin = off;
