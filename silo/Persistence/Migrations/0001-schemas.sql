-- One schema per domain; each is owned by the migrations' role and used through NOLOGIN roles.
-- The roles themselves belong to the server, not to this database: see RoleBootstrap.
CREATE SCHEMA crm;
CREATE SCHEMA events;
CREATE SCHEMA orleans;

GRANT USAGE ON SCHEMA crm TO crm_rw, crm_ro;
GRANT USAGE ON SCHEMA events TO events_rw, crm_ro;
GRANT USAGE ON SCHEMA orleans TO orleans_rw;
