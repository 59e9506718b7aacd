namespace Crm.Actors.Persistence.Due;

/// <summary>The statements over one table of what is due. Each goes by the one index, from the front of a partition.</summary>
/// <param name="Next">When the next row is due; null where there is none. Sixteen looks at an index, whatever there is: cheap enough to be asked all day.</param>
/// <param name="Claim">The turn of the partition with the oldest row that is due, of those that nobody has.</param>
/// <param name="Rows">What is due in a partition, in order.</param>
/// <param name="Delete">Deletes rows of a partition.</param>
internal sealed record DueSql(string Next, string Claim, string Rows, string Delete)
{
    /// <param name="table">The table, with schema.</param>
    /// <param name="columns">See <see cref="IDueTable{TDue}.Columns"/>.</param>
    public static DueSql For(string table, string columns) => new(
        $"""
        SELECT min(d.due_at)
        FROM generate_series(0, 15) AS p(partition)
        CROSS JOIN LATERAL (SELECT due_at FROM {table} WHERE partition = p.partition ORDER BY due_at LIMIT 1) d
        """,
        $"""
        SELECT p.partition
        FROM tasks.due_partitions p
        CROSS JOIN LATERAL (SELECT due_at FROM {table} WHERE partition = p.partition AND due_at <= $2 ORDER BY due_at LIMIT 1) d
        WHERE p.due_table = $1 AND p.partition <> ALL ($3)
        ORDER BY d.due_at LIMIT 1
        FOR UPDATE OF p SKIP LOCKED
        """,
        $"SELECT id, due_at, {columns} FROM {table} WHERE partition = $1 AND due_at <= $2 ORDER BY due_at, id LIMIT $3",
        $"""
        DELETE FROM {table} t
        USING (SELECT unnest($2::timestamptz[]) AS due_at, unnest($3::uuid[]) AS id) d
        WHERE t.partition = $1 AND t.due_at = d.due_at AND t.id = d.id
        """);
}
