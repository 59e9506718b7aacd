using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>A table with a row for each event of some kinds, which the commit of the event writes.</summary>
/// <typeparam name="TEvent">The base of the aggregate's events.</typeparam>
/// <param name="table">The table, with schema.</param>
/// <param name="aggregateColumn">Its column for the aggregate's id.</param>
/// <param name="wants">The events that have a row there.</param>
/// <param name="columns">All other columns.</param>
public sealed class ChildTable<TEvent>(string table, string aggregateColumn, Func<TEvent, bool> wants, IReadOnlyList<Column<Recorded<TEvent>>> columns)
    where TEvent : class
{
    public string Table { get; } = table;

    public string AggregateColumn { get; } = aggregateColumn;

    public Func<TEvent, bool> Wants { get; } = wants;

    public IReadOnlyList<Column<Recorded<TEvent>>> Columns { get; } = columns;
}
