using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Crm.Actors.Clustering.Consul;

/// <summary>
/// Orleans' membership in Consul's key-value store, with the table's version (the extended protocol): every change is one transaction that compares
/// the row and the version with what its caller read. Heartbeats are keys of their own, so they change neither. An answer that is lost is looked for in
/// the table before anything is answered or sent again.
/// </summary>
/// <param name="keys">The store.</param>
/// <param name="retries">For what it cannot answer now.</param>
/// <param name="writes">Names our writes.</param>
/// <param name="options">Where the table is.</param>
/// <param name="cluster">Whose it is.</param>
/// <param name="logger">Gets what nobody else is told.</param>
internal sealed partial class ConsulMembershipTable(
    ConsulKeys keys,
    Retries retries,
    WriteIds writes,
    IOptions<ConsulClusteringOptions> options,
    IOptions<ClusterOptions> cluster,
    ILogger<ConsulMembershipTable> logger) : IMembershipTable
{
    /// <summary>A row is deleted with its heartbeat.</summary>
    private const int RowsAtOnce = ConsulKeys.StepsAtOnce / 2;

    private readonly ClusterFolder _folder = new(options.Value.Prefix, cluster.Value.ServiceId, cluster.Value.ClusterId);

    /// <summary>Makes the version where there is none, which also shows that the token may write.</summary>
    /// <param name="tryInitTableVersion">False: nothing is made.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="ConsulException">Consul refuses, or cannot be used within the patience.</exception>
    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default)
    {
        if (tryInitTableVersion)
            await CommitAsync([KeyStep.SetIfUnchanged(_folder.Version, StoredTable.VersionValue(0), 0)], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) =>
        (await ReadAsync(cancellationToken)).ToData(member => member.Silo.Equals(key));

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync(cancellationToken)).ToData(static _ => true);

    /// <inheritdoc/>
    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        WriteAsync(entry, 0, tableVersion, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        StoredTable.TryReadEtag(etag, out var index) && index > 0 ? WriteAsync(entry, index, tableVersion, cancellationToken) : Task.FromResult(false);

    /// <summary>Stores the time beside the row, which has to be there: no heartbeat outlives its row.</summary>
    /// <param name="entry">The silo and the time.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default)
    {
        var silo = entry.SiloAddress;
        TxnStep[] steps = [KeyStep.Require(_folder.Row(silo)), KeyStep.Set(_folder.Heartbeat(silo), StoredTable.HeartbeatValue(entry.IAmAliveTime))];
        if (!await CommitAsync(steps, cancellationToken))
            LogNoRow(silo);
    }

    /// <summary>Deletes dead silos, and only those; each unless it has changed since it was read.</summary>
    /// <param name="beforeDate">What was heard of since is kept.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default)
    {
        var table = await ReadAsync(cancellationToken);
        var defunct = table.Members.Where(member => member.Row.Status == SiloStatus.Dead && member.LastUpdate < beforeDate.UtcDateTime);
        foreach (var some in defunct.Chunk(RowsAtOnce))
        {
            TxnStep[] steps = [.. some.SelectMany(Deletion)];
            if (!await CommitAsync(steps, cancellationToken))
                LogChanged(some.Length);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default)
    {
        var folder = new ClusterFolder(options.Value.Prefix, cluster.Value.ServiceId, clusterId);
        await retries.RunAsync(
            async () =>
            {
                await keys.DeleteAsync(folder, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, CancellationToken.None);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadAll() => ReadAllAsync(CancellationToken.None);

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, CancellationToken.None);

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        UpdateRowAsync(entry, etag, tableVersion, CancellationToken.None);

    /// <inheritdoc/>
    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, CancellationToken.None);

    /// <inheritdoc/>
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, CancellationToken.None);

    /// <inheritdoc/>
    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    /// <summary>Writes a row over the one that has not changed since (0: over none) and the version over the one that the caller read.</summary>
    private Task<bool> WriteAsync(MembershipEntry entry, ulong rowIndex, TableVersion version, CancellationToken cancellation)
    {
        if (!StoredTable.TryReadEtag(version.VersionEtag, out var versionIndex))
            return Task.FromResult(false);
        var row = MemberRow.Of(entry, writes.Next());
        TxnStep[] steps =
        [
            KeyStep.SetIfUnchanged(_folder.Row(entry.SiloAddress), row.ToJson(), rowIndex),
            KeyStep.SetIfUnchanged(_folder.Version, StoredTable.VersionValue(version.Version), versionIndex),
        ];
        var uncertain = false;
        return retries.RunAsync(
            async () =>
            {
                if (uncertain && await OutcomeAsync(entry.SiloAddress, row.Write, versionIndex, cancellation) is { } known)
                    return known;
                try
                {
                    if (await keys.CommitAsync(steps, cancellation))
                        return true;
                }
                catch (ConsulUnavailableException)
                {
                    uncertain = true;
                    throw;
                }

                // Somebody else wrote first, unless that was an attempt of our own whose answer was lost.
                return uncertain && await OutcomeAsync(entry.SiloAddress, row.Write, versionIndex, cancellation) is true;
            },
            cancellation);
    }

    /// <summary>What became of a write without an answer: true when it is there, false when it can be done no more, null when it may be sent again.</summary>
    private async Task<bool?> OutcomeAsync(SiloAddress silo, string write, ulong versionIndex, CancellationToken cancellation)
    {
        var table = StoredTable.Read(_folder, await keys.ReadAsync(_folder, cancellation));
        if (table.Find(silo)?.Row.Write == write)
            return true;
        return table.VersionIndex == versionIndex ? null : false;
    }

    private TxnStep[] Deletion(StoredMember member) =>
        [KeyStep.DeleteIfUnchanged(_folder.Row(member.Silo), member.Index), KeyStep.Delete(_folder.Heartbeat(member.Silo))];

    /// <summary>For steps that may be done twice.</summary>
    private Task<bool> CommitAsync(TxnStep[] steps, CancellationToken cancellation) =>
        retries.RunAsync(() => keys.CommitAsync(steps, cancellation), cancellation);

    private Task<StoredTable> ReadAsync(CancellationToken cancellation) =>
        retries.RunAsync(async () => StoredTable.Read(_folder, await keys.ReadAsync(_folder, cancellation)), cancellation);

    [LoggerMessage(5511, LogLevel.Warning, "Silo {Silo} is no longer in the table, so its heartbeat was not stored")]
    private partial void LogNoRow(SiloAddress silo);

    [LoggerMessage(5512, LogLevel.Information, "One of {Number} dead silos has changed since it was read; they are left to the next clean-up")]
    private partial void LogChanged(int number);
}
