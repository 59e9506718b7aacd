-- The statements that Orleans looks up by key. Single statements, so each is atomic by itself.

-- Clustering ----------------------------------------------------------------------------------------------

INSERT INTO orleans.OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $query$
WITH added AS (
    INSERT INTO membership_version (cluster_id, version) VALUES (@DeploymentId, 0)
    ON CONFLICT DO NOTHING
    RETURNING 1)
SELECT count(*)::integer FROM added
$query$),

-- The version moves only for who knows the newest; the row is added only if the version moved.
-- An address that is already there fails the statement as a whole (a silo never joins twice).
('InsertMembershipKey', $query$
WITH moved AS (
    UPDATE membership_version SET version = version + 1
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND NOT EXISTS (
          SELECT FROM membership m
          WHERE m.cluster_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING cluster_id),
added AS (
    INSERT INTO membership (
        cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
    SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM moved
    RETURNING 1)
SELECT count(*)::integer FROM added
$query$),

('UpdateMembershipKey', $query$
WITH moved AS (
    UPDATE membership_version SET version = version + 1
    WHERE cluster_id = @DeploymentId AND version = @Version
      AND EXISTS (
          SELECT FROM membership m
          WHERE m.cluster_id = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING cluster_id),
changed AS (
    UPDATE membership m
    SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
    FROM moved
    WHERE m.cluster_id = moved.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    RETURNING 1)
SELECT count(*)::integer FROM changed
$query$),

('UpdateIAmAlivetimeKey', $query$
UPDATE membership SET alive_at = @IAmAliveTime
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),

-- The version is read even when there is no such silo: then the silo's columns are null.
('MembershipReadRowKey', $query$
SELECT v.version AS Version, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
       m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
       m.started_at AS StartTime, m.alive_at AS IAmAliveTime
FROM membership_version v
LEFT JOIN membership m
    ON m.cluster_id = v.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.cluster_id = @DeploymentId
$query$),

('MembershipReadAllKey', $query$
SELECT v.version AS Version, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
       m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
       m.started_at AS StartTime, m.alive_at AS IAmAliveTime
FROM membership_version v
LEFT JOIN membership m ON m.cluster_id = v.cluster_id
WHERE v.cluster_id = @DeploymentId
$query$),

('DeleteMembershipTableEntriesKey', $query$
WITH silos AS (DELETE FROM membership WHERE cluster_id = @DeploymentId)
DELETE FROM membership_version WHERE cluster_id = @DeploymentId
$query$),

('GatewaysQueryKey', $query$
SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
FROM membership
WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
$query$),

-- One entry that Orleans found to be long dead; only if nobody touched it since it was read.
('CleanupDefunctSiloEntryKey', $query$
DELETE FROM membership
WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
  AND status = 6 AND started_at = @StartTime AND alive_at = @IAmAliveTime
  AND suspect_times IS NOT DISTINCT FROM @SuspectTimes
$query$),

-- The older form of the same, which Orleans requires even where it has the newer one. 6 is Dead.
('CleanupDefunctSiloEntriesKey', $query$
DELETE FROM membership
WHERE cluster_id = @DeploymentId AND alive_at < @IAmAliveTime AND started_at < @IAmAliveTime AND status = 6
$query$);

-- Grain storage: the hashes that Orleans sends are not needed, the key itself is indexed --------------------

INSERT INTO orleans.OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
SELECT payload AS PayloadBinary, version AS Version
FROM grain_state
WHERE grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
  AND (grain_text = @GrainIdExtensionString OR (grain_text IS NULL AND @GrainIdExtensionString IS NULL))
  AND grain_type = @GrainTypeString AND service_id = @ServiceId
$query$),

-- One row comes back: the new version, or the caller's own where the write was refused (Orleans reads that as a conflict).
('WriteToStorageKey', $query$
WITH added AS (
    INSERT INTO grain_state (
        service_id, grain_type, grain_n0, grain_n1, grain_text, payload, version, modified_at)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, @PayloadBinary, 1, now()
    WHERE @GrainStateVersion IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version),
changed AS (
    UPDATE grain_state SET payload = @PayloadBinary, version = version + 1, modified_at = now()
    WHERE grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
      AND (grain_text = @GrainIdExtensionString OR (grain_text IS NULL AND @GrainIdExtensionString IS NULL))
      AND grain_type = @GrainTypeString AND service_id = @ServiceId
      AND version = @GrainStateVersion
    RETURNING version)
SELECT coalesce((SELECT version FROM added), (SELECT version FROM changed), @GrainStateVersion) AS NewGrainStateVersion
$query$),

('ClearStorageKey', $query$
UPDATE grain_state SET payload = NULL, version = version + 1, modified_at = now()
WHERE grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
  AND (grain_text = @GrainIdExtensionString OR (grain_text IS NULL AND @GrainIdExtensionString IS NULL))
  AND grain_type = @GrainTypeString AND service_id = @ServiceId
  AND version = @GrainStateVersion
RETURNING version AS NewGrainStateVersion
$query$),

('DeleteStorageKey', $query$
DELETE FROM grain_state
WHERE grain_n0 = @GrainIdN0 AND grain_n1 = @GrainIdN1
  AND (grain_text = @GrainIdExtensionString OR (grain_text IS NULL AND @GrainIdExtensionString IS NULL))
  AND grain_type = @GrainTypeString AND service_id = @ServiceId
  AND version = @GrainStateVersion
RETURNING version + 1 AS NewGrainStateVersion
$query$);

-- Reminders --------------------------------------------------------------------------------------------------

INSERT INTO orleans.OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $query$
INSERT INTO reminders AS r (service_id, grain_id, reminder_name, grain_hash, start_at, period_ms, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 0)
ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
SET grain_hash = excluded.grain_hash, start_at = excluded.start_at, period_ms = excluded.period_ms, version = r.version + 1
RETURNING version AS Version
$query$),

('ReadReminderRowsKey', $query$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders
WHERE service_id = @ServiceId AND grain_id = @GrainId
$query$),

('ReadReminderRowKey', $query$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders
WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName
$query$),

-- A range of the hash ring that does not wrap around: begin < hash <= end.
('ReadRangeRows1Key', $query$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders
WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),

-- One that does; with begin = end it is the whole ring.
('ReadRangeRows2Key', $query$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_at AS StartTime, period_ms AS Period, version AS Version
FROM reminders
WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),

('DeleteReminderRowKey', $query$
WITH gone AS (
    DELETE FROM reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
    RETURNING 1)
SELECT count(*)::integer FROM gone
$query$),

('DeleteReminderRowsKey', $query$
DELETE FROM reminders WHERE service_id = @ServiceId
$query$);
