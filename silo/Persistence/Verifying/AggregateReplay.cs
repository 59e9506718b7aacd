using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <inheritdoc cref="IReplay"/>
/// <param name="mapping">How the aggregates are kept.</param>
/// <param name="found">Takes differences.</param>
/// <param name="replayed">Sees every state with the event that made it.</param>
/// <param name="given">Whose rows came with the schema: they are left out while the log has nothing of them.</param>
internal sealed class AggregateReplay<TState, TEvent, TView>(
    IAggregateMapping<TState, TEvent> mapping, Action<Difference> found, Action<TState, Recorded<TEvent>>? replayed, params Guid[] given) : IReplay
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    private readonly Dictionary<Guid, (TState State, long Position)> _states = [];
    private readonly HashSet<Guid> _broken = [];

    /// <inheritdoc/>
    public string AggregateType => mapping.AggregateType;

    /// <summary>The aggregates whose events could not all be replayed, so that nothing can be said of what they give.</summary>
    public IReadOnlySet<Guid> Broken => _broken;

    /// <summary>Whether an aggregate is one of them.</summary>
    public bool IsBroken(Guid id) => _broken.Contains(id);

    /// <inheritdoc/>
    public void Take(in LoggedRow row)
    {
        var before = _states.GetValueOrDefault(row.AggregateId).State;
        if (row.Version != (before?.Version ?? 0) + 1)
        {
            Break(row, string.Create(CultureInfo.InvariantCulture, $"the log has this version after {before?.Version ?? 0}"));
            return;
        }

        try
        {
            var recorded = new Recorded<TEvent>(
                row.Id, row.Version, row.At, row.ActorId, null, mapping.Codec.Read(row.Type, row.SchemaVersion, row.Data))
            {
                Position = row.Position,
            };
            var state = TState.Apply(before, recorded);
            _states[row.AggregateId] = (state, row.Position);
            replayed?.Invoke(state, recorded);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            Break(row, $"{row.Type} cannot be replayed: {defect.Message}");
        }
    }

    /// <inheritdoc/>
    public async Task<long> CompareAsync(NpgsqlConnection connection, Share share, CancellationToken cancellation)
    {
        var sql = $"SELECT id, version, {string.Join(", ", mapping.Columns.Select(static c => c.Name))} FROM {mapping.Table} WHERE {share.Of("id")}";
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = 0L;
        while (await row.ReadAsync(cancellation))
        {
            var (id, version) = (row.GetGuid(0), row.GetInt64(1));
            if (given.Contains(id) && !IsBroken(id) && !_states.ContainsKey(id))
                continue;
            rows++;
            if (IsBroken(id))
                continue;
            if (!_states.Remove(id, out var replay))
                found(new Difference(AggregateType, id, version, null, $"{mapping.Table} has a row that the log does not know"));
            else if (TryRead(row, id, (version, replay.Position), out var stored))
                Compare(id, replay, stored);
        }

        foreach (var (id, (state, position)) in _states)
        {
            if (!IsBroken(id))
                found(new Difference(AggregateType, id, state.Version, position, $"{mapping.Table} has no row"));
        }

        return rows;
    }

    /// <returns>False when what the row has is no state, which is said then.</returns>
    private bool TryRead(NpgsqlDataReader row, Guid id, (long Version, long Position) at, [NotNullWhen(true)] out TState? stored)
    {
        try
        {
            stored = mapping.Read(row);
            return true;
        }
        catch (Exception defect) when (UnreadableRow.Is(defect))
        {
            found(UnreadableRow.Of(AggregateType, id, at.Version, at.Position, defect));
            stored = null;
            return false;
        }
    }

    private void Compare(Guid id, (TState State, long Position) replay, TState stored)
    {
        if (replay.State.Version != stored.Version)
        {
            found(new Difference(AggregateType, id, replay.State.Version, replay.Position, $"{mapping.Table} is at version {stored.Version}"));
            return;
        }

        foreach (var column in mapping.Columns)
        {
            var (expected, actual) = (column.ValueOf(replay.State), column.ValueOf(stored));
            if (!Equals(expected, actual))
                found(new Difference(AggregateType, id, stored.Version, replay.Position, $"{mapping.Table}.{column.Name} is {Shown(actual)}, the events give {Shown(expected)}"));
        }
    }

    private void Break(in LoggedRow row, string detail)
    {
        // What follows would only say the same again.
        if (_broken.Add(row.AggregateId))
            found(new Difference(AggregateType, row.AggregateId, row.Version, row.Position, detail));
    }

    private static string Shown(object? value) => value is null ? "null" : $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'";
}
