using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>A row with values that the program never writes, such as an amount that is no number.</summary>
internal static class UnreadableRow
{
    /// <summary>Whether reading failed because of what the row has, and not because the database is gone.</summary>
    public static bool Is(Exception failure) => failure is not (OutOfMemoryException or NpgsqlException or IOException);

    public static Difference Of(string what, Guid id, long? version, long? position, Exception defect) =>
        new(what, id, version, position, $"the row cannot be read: {defect.Message}");
}
