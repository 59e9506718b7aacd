using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Deals the queues out to the active silos in turn. Silos are ordered by address, so all come to the same result from the same
/// membership. A change counts when the membership has been the same for a moment: when silos start together, queues that are given,
/// taken and given again within their agents' start and stop can end up with no agent at all.
/// </summary>
internal sealed partial class EvenQueueBalancer : QueueBalancerBase
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private QueueId[] _all = [];
    private QueueId[] _mine = [];
    private SiloAddress[] _silos = [];
    private Task _dealt = Task.CompletedTask;

    /// <param name="services">The silo's services.</param>
    /// <param name="logger">For the base class, too.</param>
    /// <param name="time">Measures how long the membership stays the same.</param>
    public EvenQueueBalancer(IServiceProvider services, ILogger logger, TimeProvider time)
        : base(services, logger) => _time = time;

    /// <inheritdoc/>
    public override Task Initialize(IStreamQueueMapper queueMapper)
    {
        _all = [.. queueMapper.GetAllQueues().Order()];
        return base.Initialize(queueMapper);
    }

    /// <inheritdoc/>
    public override IEnumerable<QueueId> GetMyQueues() => Volatile.Read(ref _mine);

    /// <inheritdoc/>
    protected override void OnClusterMembershipChange(HashSet<SiloAddress> activeSilos)
    {
        var silos = activeSilos.Order().ToArray();
        Volatile.Write(ref _silos, silos);
        _dealt = DealAsync(silos, _dealt);
    }

    private async Task DealAsync(SiloAddress[] silos, Task before)
    {
        try
        {
            await Task.Delay(Settling, _time, Cancellation);
            await before;
            if (Volatile.Read(ref _silos) != silos)
                return; // newer ones are settling
            Volatile.Write(ref _mine, MineAmong(silos));
            await NotifyListeners();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception problem)
        {
            LogFailed(Logger, problem);
        }
    }

    private QueueId[] MineAmong(SiloAddress[] silos)
    {
        var turn = Array.IndexOf(silos, SiloAddress);
        return turn < 0 ? [] : [.. _all.Where((_, number) => number % silos.Length == turn)];
    }

    [LoggerMessage(5121, LogLevel.Error, "The queues could not be dealt out anew")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
