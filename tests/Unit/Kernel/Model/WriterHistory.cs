using Crm.Actors.Contracts;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>
/// A random history of two aggregates, each with up to three activations at once, over one store that fails. One thread; the seed
/// decides every interleaving, so a failing seed fails again.
/// </summary>
internal sealed partial class WriterHistory
{
    private static readonly double[] FaultRates = [0, 0.05, 0.2, 0.5];

    private readonly Random _random;
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryEventStore<Ledger, LedgerEvent, LedgerView> _database = new();
    private readonly List<StoreCall> _calls = [];
    private readonly List<Activation> _activations = [];
    private readonly List<Request> _requests = [];
    private readonly Guid[] _aggregates;
    private readonly Guid[] _callers;
    private readonly bool _fails;
    private double _faultRate;
    private int _ids;

    public WriterHistory(int seed)
    {
        _random = new Random(seed);
        _faultRate = FaultRates[_random.Next(FaultRates.Length)];
        _fails = _faultRate > 0;
        _aggregates = [NextId(), NextId()];
        _callers = [NextId(), NextId()];
    }

    /// <summary>Commands and reads sent.</summary>
    public int Operations { get; private set; }

    public int Accepted => _requests.Count(static r => r.Accepted is not null);

    /// <summary>Runs the history, then lets the database recover, lets every client retry until it knows, and checks what is left.</summary>
    public void Run(int operations)
    {
        var former = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (Operations < operations)
                Step();
            Settle();
            CheckEnd();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(former);
        }
    }

    private void Step()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        switch (_random.Next(100))
        {
            case < 35:
                RunTask();
                break;
            case < 60:
                StepCall();
                break;
            case < 80:
                var request = NewRequest();
                _requests.Add(request);
                Send(request);
                break;
            case < 91 when _requests.Count > 0:
                Retry();
                break;
            case < 96:
                Read(PickActivation(Pick(_aggregates)));
                break;
            case < 97:
                Activate(Pick(_aggregates));
                break;
            case < 98 when _activations.Count > 0:
                Crash(Pick(_activations));
                break;
            case < 99 when _calls.Count > 0:
                Pick(_calls).IsHeld = false;
                break;
        }
    }

    private void RunTask()
    {
        var busy = _activations.FindAll(static a => !a.IsCrashed && !a.Scheduler.IsIdle);
        if (busy.Count > 0)
            Pick(busy).Scheduler.RunOne();
    }

    private void StepCall()
    {
        var free = _calls.FindAll(static c => !c.IsHeld);
        if (free.Count > 0 && Pick(free) is var call && call.Step())
            _calls.Remove(call);
    }

    private Request NewRequest()
    {
        var entry = new Entry($"t{++_ids}", _random.Next(-10, 20), _random.Next(1, 4));
        var caller = new Caller(Pick(_callers), [], [], "en", null);
        var key = _random.Next(4) == 0 ? null : $"k{(_random.Next(8) == 0 ? _random.Next(1, _ids + 1) : _ids)}";
        var aggregate = Pick(_aggregates);
        long? ifMatch = _random.Next(5) == 0 ? Math.Max(1, _database.LogOf(aggregate).Count + _random.Next(-1, 2)) : null;
        return new Request(aggregate, new CommandContext(caller, key, NextId(), ifMatch), entry);
    }

    private void Retry()
    {
        var request = _requests[^_random.Next(1, Math.Min(_requests.Count, 30) + 1)];
        if (request.Key is not null)
            Send(request);
    }

    private void Send(Request request) => Send(request, PickActivation(request.Aggregate));

    private void Send(Request request, Activation activation)
    {
        Operations++;
        var call = $"#{Operations} {request}";
        activation.Unanswered.Add(call);
        activation.Scheduler.Post(() => _ = SendAsync(request, activation, call));
    }

    private async Task SendAsync(Request request, Activation activation, string call)
    {
        try
        {
            var before = request.Accepted;
            CheckAnswer(request, before, activation, await activation.Writer.ExecuteAsync(request.Context, request.Entry, Ledger.Enter));
        }
        catch (Exception error) when (error is IOException or InvalidDataException || request.Entry.Amount == Ledger.Defect)
        {
            request.IsUncertain = true;
        }
        catch (Exception error)
        {
            _failure ??= error;
        }

        activation.Unanswered.Remove(call);
    }

    private void Read(Activation activation)
    {
        Operations++;
        var call = $"#{Operations} read of {activation.Aggregate}";
        activation.Unanswered.Add(call);
        activation.Scheduler.Post(() => _ = ReadAsync(activation, call));
    }

    private async Task ReadAsync(Activation activation, string call)
    {
        try
        {
            var shown = activation.Shown;
            CheckRead(activation, shown, await activation.Writer.ReadAsync());
        }
        catch (Exception error) when (error is StoreUnavailableException or InvalidDataException)
        {
            Operations += 0;
        }
        catch (Exception error)
        {
            _failure ??= error;
        }

        activation.Unanswered.Remove(call);
    }

    private Activation PickActivation(Guid aggregate)
    {
        var live = _activations.FindAll(a => a.Aggregate == aggregate && !a.IsCrashed && (a.Fenced == 0 || _random.Next(4) == 0));
        return live.Count == 0 ? Activate(aggregate) : live[^_random.Next(1, Math.Min(live.Count, 3) + 1)];
    }

    private Activation Activate(Guid aggregate)
    {
        var options = new KernelOptions
        {
            MaxBatchCommands = _random.Next(1, 6),
            MaxWaitingCommands = 20,
            MaxWaitingCommandsPerSilo = 25,
            RememberedCommands = _random.Next(4),
        };
        var store = new FaultyStore(_database, _calls, _random, _activations.Count, () => _random.NextDouble() < _faultRate);
        var activation = new Activation(aggregate, store, new KernelServices(_clock, new Ids(this), options));
        _activations.Add(activation);
        return activation;
    }

    private void Crash(Activation activation)
    {
        activation.IsCrashed = true;
        foreach (var request in _requests.Where(r => r.Aggregate == activation.Aggregate && r.Accepted is null))
            request.IsUncertain = true;
    }

    private Guid NextId() => new(++_ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private sealed class Ids(WriterHistory history) : IIdSource
    {
        public Guid Next() => history.NextId();
    }
}
