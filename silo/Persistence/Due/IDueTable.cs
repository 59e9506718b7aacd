using Npgsql;

namespace Crm.Actors.Persistence.Due;

/// <summary>
/// A table of what is to happen at a time. It has the columns <c>id uuid</c>, <c>due_at timestamptz</c> and <c>partition smallint</c> (0 to 15, the same for
/// all rows of a subject) with an index on partition, due_at and id, and its partitions are rows of <c>tasks.due_partitions</c>.
/// </summary>
/// <typeparam name="TDue">What a row says is to happen.</typeparam>
public interface IDueTable<TDue>
{
    /// <summary>The table, with schema.</summary>
    string Table { get; }

    /// <summary>The columns that <see cref="Read"/> needs beside <c>id</c> and <c>due_at</c>, which come first; with commas between them.</summary>
    string Columns { get; }

    /// <summary>What the row says. Whatever it throws means not now, for this row alone.</summary>
    TDue Read(NpgsqlDataReader row);

    /// <summary>What it happens to: of one subject one thing after another, in the order of their times.</summary>
    Guid SubjectOf(TDue due);

    /// <summary>
    /// Makes it happen, once however often this is called. It may come a second time when a crash lost the deletion of the row. Whatever it throws means
    /// not now.
    /// </summary>
    /// <returns>Whether the row is not needed any more; if not, it is tried again.</returns>
    Task<bool> FireAsync(TDue due);
}
