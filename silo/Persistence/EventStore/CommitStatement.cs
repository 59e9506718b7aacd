using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Grains.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>The commit statement of one lane with its parameters, which are filled anew for every batch.</summary>
internal sealed class CommitStatement<TState, TEvent> : IDisposable
    where TState : class
    where TEvent : class
{
    private readonly IAggregateMapping<TState, TEvent> _mapping;
    private readonly NpgsqlCommand _command;
    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Utf8JsonWriter _writer;
    private readonly ArrayParameter<Guid> _id = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> _expected = new(NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long> _version = new(NpgsqlDbType.Bigint);
    private readonly ColumnValues<TState>[] _columns;
    private readonly ChildRows<TEvent>[] _children;
    private readonly ArrayParameter<Guid> _keyAggregate = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<Guid> _keyCaller = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<string> _key = new(NpgsqlDbType.Text);
    private readonly ArrayParameter<Guid> _keyHash = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> _keyVersion = new(NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long> _eventOrdinal = new(NpgsqlDbType.Bigint);
    private readonly ArrayParameter<Guid> _eventId = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<Guid> _eventAggregate = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> _eventVersion = new(NpgsqlDbType.Bigint);
    private readonly ArrayParameter<string> _eventType = new(NpgsqlDbType.Text);
    private readonly ArrayParameter<short> _eventSchema = new(NpgsqlDbType.Smallint);
    private readonly ArrayParameter<Guid> _eventActor = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<DateTimeOffset> _eventAt = new(NpgsqlDbType.TimestampTz);
    private readonly ArrayParameter<string?> _eventTrace = new(NpgsqlDbType.Text);
    private readonly ArrayParameter<Guid?> _eventAbout = new(NpgsqlDbType.Uuid);
    private readonly ArrayParameter<byte[]> _eventData = new(NpgsqlDbType.Json);
    private readonly NpgsqlParameter<bool> _looksForKeys = new() { NpgsqlDbType = NpgsqlDbType.Boolean };
    private long _events;

    public CommitStatement(IAggregateMapping<TState, TEvent> mapping)
    {
        _mapping = mapping;
        _children = [.. mapping.Children.Select(static table => new ChildRows<TEvent>(table))];
        _columns = [.. mapping.Columns.Select(static column => column.NewValues())];
        _writer = new Utf8JsonWriter(_json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _command = new NpgsqlCommand(CommitSql.For(mapping)) { AllResultTypesAreUnknown = false };
        NpgsqlParameter[] parameters =
        [
            _id.Parameter, _expected.Parameter, _version.Parameter, .. _columns.Select(static values => values.Parameter),
            _keyAggregate.Parameter, _keyCaller.Parameter, _key.Parameter, _keyHash.Parameter, _keyVersion.Parameter,
            _eventOrdinal.Parameter, _eventId.Parameter, _eventAggregate.Parameter, _eventVersion.Parameter, _eventType.Parameter, _eventSchema.Parameter,
            _eventActor.Parameter, _eventAt.Parameter, _eventTrace.Parameter, _eventAbout.Parameter, _eventData.Parameter, _looksForKeys,
            .. _children.SelectMany(static rows => rows.Parameters),
        ];
        _command.Parameters.AddRange(parameters);
    }

    public void Dispose()
    {
        _command.Dispose();
        _writer.Dispose();
    }

    /// <summary>From now on the statement runs on this connection.</summary>
    public Task PrepareAsync(NpgsqlConnection connection)
    {
        _command.Connection = connection;
        return _command.PrepareAsync();
    }

    /// <param name="batch">What to commit.</param>
    /// <param name="looksForKeys">
    /// Whether appends whose key was used before are left out. Otherwise such a key fails the whole statement, which spares the others
    /// the look-up.
    /// </param>
    public void Fill(IReadOnlyList<PendingAppend<TState, TEvent>> batch, bool looksForKeys)
    {
        Clear();
        _looksForKeys.TypedValue = looksForKeys;
        foreach (var pending in batch)
        {
            var append = pending.Append;
            _id.Add(append.Id);
            _expected.Add(append.ExpectedVersion);
            _version.Add(_mapping.VersionOf(append.State));
            foreach (var column in _columns)
                column.Add(append.State);
            foreach (var key in append.Keys)
                AddKey(key);
            foreach (var recorded in append.Events)
                AddEvent(append.Id, recorded);
        }
    }

    /// <summary>Runs the statement, which is its own transaction.</summary>
    /// <returns>
    /// The outcome of each aggregate that passed, whose key was used before, or that could not be created; the others are conflicts.
    /// One that could not be created is <see cref="AppendStatus.Taken"/> unless <see cref="ExistingAsync"/> finds it.
    /// </returns>
    public async Task<Dictionary<Guid, AppendResult>> ExecuteAsync(CancellationToken cancellation)
    {
        var results = new Dictionary<Guid, AppendResult>();
        await using var rows = await _command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var status = rows.GetChar(1) switch
            {
                'C' => AppendStatus.Committed,
                'T' => AppendStatus.KeyTaken,
                _ => AppendStatus.Taken,
            };
            results[rows.GetGuid(0)] = new AppendResult(status, rows.GetInt64(2));
        }

        // The rows come before the commit; that it failed is said at the end of the answer, and a reader that is disposed keeps a
        // cancellation there to itself.
        await rows.NextResultAsync(cancellation);
        return results;
    }

    /// <summary>Those of the aggregates that are there.</summary>
    public async Task<List<Guid>> ExistingAsync(NpgsqlConnection connection, List<Guid> ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT id FROM {_mapping.Table} WHERE id = ANY($1)", connection);
        command.AddArray(NpgsqlDbType.Uuid, ids);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<Guid>();
        while (await rows.ReadAsync(cancellation))
            found.Add(rows.GetGuid(0));
        return found;
    }

    private void AddKey(CommandKey key)
    {
        _keyAggregate.Add(key.AggregateId);
        _keyCaller.Add(key.CallerId);
        _key.Add(key.Key);
        _keyHash.Add(key.RequestHash);
        _keyVersion.Add(key.Version);
    }

    private void AddEvent(Guid aggregateId, Recorded<TEvent> recorded)
    {
        var (name, schemaVersion) = _mapping.Codec.TypeOf(recorded.Data);
        _json.ResetWrittenCount();
        _writer.Reset(_json);
        _mapping.Codec.Write(recorded.Data, _writer);
        _writer.Flush();
        _eventOrdinal.Add(++_events);
        _eventId.Add(recorded.Id);
        _eventAggregate.Add(aggregateId);
        _eventVersion.Add(recorded.Version);
        _eventType.Add(name);
        _eventSchema.Add(schemaVersion);
        _eventActor.Add(recorded.ActorId);
        _eventAt.Add(recorded.At);
        _eventTrace.Add(recorded.TraceParent);
        _eventAbout.Add(_mapping.AboutOf(recorded.Data));
        _eventData.Add(_json.WrittenSpan.ToArray());
        foreach (var rows in _children)
            rows.Add(aggregateId, recorded);
    }

    private void Clear()
    {
        _id.Clear();
        _expected.Clear();
        _version.Clear();
        foreach (var column in _columns)
            column.Clear();
        _keyAggregate.Clear();
        _keyCaller.Clear();
        _key.Clear();
        _keyHash.Clear();
        _keyVersion.Clear();
        _events = 0;
        _eventOrdinal.Clear();
        _eventId.Clear();
        _eventAggregate.Clear();
        _eventVersion.Clear();
        _eventType.Clear();
        _eventSchema.Clear();
        _eventActor.Clear();
        _eventAt.Clear();
        _eventTrace.Clear();
        _eventAbout.Clear();
        _eventData.Clear();
        foreach (var rows in _children)
            rows.Clear();
    }
}
