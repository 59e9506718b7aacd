namespace Crm.Actors.Persistence.Deals;

/// <summary>The key that authenticates cursors. The migration drew it once, so it is the same on every silo and after every restart.</summary>
public sealed class CursorKey(DealQueryDatabase database)
{
    private byte[]? _key;

    /// <summary>The key; read from the database at the first call.</summary>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellation)
    {
        if (_key is { } known)
            return known;
        await using var command = database.Source.CreateCommand("SELECT key FROM crm.cursor_key WHERE singleton");
        var key = await command.ExecuteScalarAsync(cancellation) as byte[];
        return _key = key ?? throw new InvalidOperationException("crm.cursor_key has no row: the database is not migrated.");
    }
}
