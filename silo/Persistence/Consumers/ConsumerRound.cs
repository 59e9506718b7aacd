using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>One transaction over some partitions: reads what is due, applies it, moves the watermarks.</summary>
internal sealed class ConsumerRound<TEffect>(
    NpgsqlConnection connection, ConsumerScope scope, IConsumer<TEffect> consumer, IEffectWriter<TEffect> writer, IDeadLetters deadLetters)
{
    private const string Savepoint = "event";
    private const string NotInLog = "The log has no such event.";

    /// <summary>Runs it to the commit.</summary>
    /// <param name="announced">What there is word of; all of these partitions.</param>
    /// <param name="careful">Whether effects are written event by event, to find those that the database refuses.</param>
    /// <param name="cancellation">Ends it without a trace.</param>
    public async Task<ConsumerRoundResult> RunAsync(IReadOnlyList<AnnouncedEvent> announced, bool careful, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var plan = ConsumerPlan.Of(announced, await DueEventsReader.ReadAsync(connection, scope, announced, cancellation));
        var attempts = plan.ToApply.Select(static item => new Attempt<TEffect>(item.Logged, item.Parked)).ToList();
        foreach (var attempt in attempts)
            attempt.Decide(consumer);
        if (careful)
            foreach (var attempt in attempts)
                await WriteAloneAsync(transaction, attempt, cancellation);

        var poison = attempts.Where(static a => a.IsPoison).Select(a => a.Park(consumer.Name)).ToList();
        var forged = plan.Forged.Select(f => Forged(f.Event, f.Parked)).ToList();
        // Durable before the watermark goes past them.
        foreach (var parked in poison.Concat(forged))
            await deadLetters.ParkAsync(parked, cancellation);

        await using var batch = connection.CreateBatch();
        var effects = careful ? [] : attempts.SelectMany(static a => a.Placed).ToList();
        if (effects.Count > 0)
            writer.Write(batch, effects);
        Advance(batch, plan);
        foreach (var parked in poison)
            batch.AddParked(parked, skipped: true);
        foreach (var parked in forged)
            batch.AddParked(parked, skipped: false);
        batch.AddRows(ConsumerSql.Unpark, scope.Consumer, [.. attempts.Where(static a => !a.IsPoison).Select(static a => a.Parked).OfType<ParkedRow>(), .. plan.Settled]);
        batch.AddRows(ConsumerSql.TriedInVain, scope.Consumer, plan.InVain);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(plan.Rest, batch.BatchCommands.Count > 0, [.. poison, .. forged]);
    }

    private void Advance(NpgsqlBatch batch, ConsumerPlan plan)
    {
        if (plan.Watermarks.Count == 0)
            return;
        batch.Add(ConsumerSql.Advance).With(NpgsqlDbType.Text, scope.Consumer)
            .WithArray(NpgsqlDbType.Uuid, plan.Watermarks.Keys).WithArray(NpgsqlDbType.Bigint, plan.Watermarks.Values);
        var newest = new Dictionary<short, long>();
        foreach (var (logged, _) in plan.ToApply)
            newest[(short)EventPartition.Of(logged.Event.Subject)] = logged.Event.Position;
        batch.Add(ConsumerSql.Newest).With(NpgsqlDbType.Text, scope.Consumer)
            .WithArray(NpgsqlDbType.Smallint, newest.Keys).WithArray(NpgsqlDbType.Bigint, newest.Values);
    }

    private async Task WriteAloneAsync(NpgsqlTransaction transaction, Attempt<TEffect> attempt, CancellationToken cancellation)
    {
        while (attempt.Effects.Count > 0)
        {
            await transaction.SaveAsync(Savepoint, cancellation);
            try
            {
                await using var batch = connection.CreateBatch();
                writer.Write(batch, [.. attempt.Placed]);
                await batch.ExecuteNonQueryAsync(cancellation);
                await transaction.ReleaseAsync(Savepoint, cancellation);
                return;
            }
            catch (Exception refused) when (ConsumerFault.IsRefusal(refused))
            {
                await transaction.RollbackAsync(Savepoint, cancellation);
                attempt.IsLastRefusal(refused);
            }
        }
    }

    private ParkedEvent Forged(FeedEvent e, ParkedRow? parked) => new(scope.Consumer, e, "forged", NotInLog, NotInLog, (parked?.Attempts ?? 0) + 1);
}
