using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Faults;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Runs transactions until all that is announced is applied or parked, and tries those again whose failure passes by itself.</summary>
public sealed partial class ConsumerRounds<TEffect>(
    ConsumerDatabase database,
    IConsumer<TEffect> consumer,
    IEffectWriter<TEffect> writer,
    IDeadLetters deadLetters,
    FaultPoints faults,
    TimeProvider clock,
    ILogger<ConsumerRounds<TEffect>> logger)
{
    private const int Tries = 3;
    private const string AfterEffect = "consumer-after-effect";

    /// <summary>Times the tries so far. A database that starts pays for each connection that it has to refuse.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Applies what is announced, of any partitions.</summary>
    /// <exception cref="ConsumerUnavailableException">Not now; announce it again.</exception>
    public async Task ApplyAsync(IReadOnlyList<AnnouncedEvent> announced)
    {
        while (announced.Count > 0)
        {
            var partitions = announced.Select(static word => (short)EventPartition.Of(word.Subject)).Distinct().ToImmutableArray();
            var scope = new ConsumerScope(consumer.Name, consumer.AggregateTypes, consumer.EventTypes, consumer.WaitsForDisk, partitions);
            var result = await RunAsync(scope, announced);
            foreach (var parked in result.Parked)
                LogParked(parked.Consumer, parked.Event.Type, parked.Event.Subject, parked.Event.Sequence, parked.Reason, parked.LastError);
            if (result.Changed)
                faults.Pass(AfterEffect);
            announced = result.Rest;
        }
    }

    private async Task<ConsumerRoundResult> RunAsync(ConsumerScope scope, IReadOnlyList<AnnouncedEvent> announced)
    {
        var careful = false;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync();
                return await new ConsumerRound<TEffect>(connection, scope, consumer, writer, deadLetters).RunAsync(announced, careful, CancellationToken.None);
            }
            catch (Exception e) when (!careful && ConsumerFault.IsRefusal(e))
            {
                careful = true;
                tries = 0;
                LogRefused(scope.Consumer, e.Message);
            }
            catch (Exception e) when (ConsumerFault.IsTransient(e, CancellationToken.None))
            {
                if (tries == Tries)
                    throw new ConsumerUnavailableException($"{scope.Consumer} cannot go on: {e.Message}", e);
                await Task.Delay(Pause * tries, clock);
            }
        }
    }

    [LoggerMessage(3411, LogLevel.Error, "{Consumer} parked {Type}, version {Version} of {Subject}, as {Reason}: {Error}")]
    private partial void LogParked(string consumer, string type, Guid subject, long version, string reason, string error);

    [LoggerMessage(3412, LogLevel.Warning, "{Consumer} looks for the event that the database refuses: {Error}")]
    private partial void LogRefused(string consumer, string error);
}
