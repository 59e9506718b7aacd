using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Auth;

/// <summary>Whose rights changed lately, by an index that has nobody else.</summary>
public sealed class RightsChangesQuery(ReaderDatabase database) : IRightsChanges
{
    private const string Sql = "SELECT id, rights_from FROM auth.users WHERE rights_from > 1 AND rights_at > now() - $1";

    /// <inheritdoc/>
    public async Task<RightsChanges> WithinAsync(TimeSpan time) => new(await database.ReadAsync(
        Sql,
        command => command.AddValue(NpgsqlDbType.Interval, time),
        static (row, cancellation) => row.AllAsync(static r => new RightsChange(r.GetGuid(0), r.GetInt64(1)), cancellation)));
}
