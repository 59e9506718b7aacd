using System.Collections.Immutable;
using Npgsql;

namespace Crm.Actors.Persistence.Reading;

internal static class ReaderExtensions
{
    /// <summary>All rows that are left.</summary>
    public static async Task<ImmutableArray<T>> AllAsync<T>(this NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        while (await row.ReadAsync(cancellation))
            all.Add(read(row));
        return all.DrainToImmutable();
    }
}
