using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>
/// Turns commands into commits for one aggregate. A command is decided on the <em>head</em> (all accepted events) without
/// waiting, then waits for its commit; one append is in flight, and what arrives meanwhile goes along until the store takes it up,
/// and then into the next one. Reads, and every answer, rest on <em>durable</em> state. All members are called, and continue, on
/// the one scheduler of the aggregate.
/// </summary>
/// <param name="id">The aggregate.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="services">Clock, ids and bounds.</param>
/// <param name="fenced">Called once when this writer turned out to be stale or cannot know what was committed; it refuses everything from then on.</param>
public sealed partial class AggregateWriter<TState, TEvent, TView>(
    Guid id,
    IEventStore<TState, TEvent> store,
    KernelServices services,
    Action fenced)
    where TState : class, IAggregateState<TState, TEvent, TView>
    where TEvent : class
    where TView : class
{
    private readonly KernelOptions _options = services.Options;
    private readonly KnownCommands<TView> _known = new(services.Options.RememberedCommands);
    private readonly EditCounts _edits = services.CountsOf(store.Aggregate);
    private readonly List<PendingCommand<TState, TEvent, TView>> _waiting = [];
    private List<PendingCommand<TState, TEvent, TView>> _inFlight = [];
    private GrowingAppend<TState, TEvent>? _growing;
    private TState? _head;
    private TState? _durable;
    private long _durablePosition;
    private Task? _loading;
    private bool _loaded;
    private bool _committing;
    private bool _isFenced;
    private bool _oneByOne;

    /// <summary>Whether another activation has taken over, so that this one refuses everything.</summary>
    public bool IsFenced => _isFenced;

    /// <summary>The durable state; null when the aggregate does not exist.</summary>
    /// <exception cref="StoreUnavailableException">The state could not be read.</exception>
    public async ValueTask<Stored<TState>> ReadAsync()
    {
        if (!_loaded)
            await LoadAsync();
        if (_isFenced)
            throw new StoreUnavailableException("This activation is stale.");
        return new Stored<TState>(_durable, _durablePosition);
    }

    /// <summary>Decides a command and answers when what it rests on is durable. Never throws for a refusal or a failing database.</summary>
    public Task<CommandResult<TView>> ExecuteAsync<TCommand>(
        CommandContext context,
        TCommand command,
        Func<TState?, TCommand, DateTimeOffset, Decision<TEvent>> decide)
    {
        if (_isFenced)
            return Task.FromResult(Deny(Rejections.Superseded));
        if (context.IdempotencyKey is not null && _known.TryFind(context, out var known, out var isSame))
            return isSame ? known : ExecuteAfterAsync(known, context, command, decide);
        if (_waiting.Count >= _options.MaxWaitingCommands || !services.TryEnter())
            return Task.FromResult(Deny(Rejections.Overloaded));

        var pending = new PendingCommand<TState, TEvent, TView, TCommand>(context, command, decide);
        if (pending.HasKey)
            _known.Start(context, pending.Task);
        if (!_loaded || !TryAccept(pending))
            _ = AcceptSlowlyAsync(pending);
        return pending.Task;
    }

    /// <summary>Another request came first under the same key. Only when that one is accepted does the key belong to it.</summary>
    private async Task<CommandResult<TView>> ExecuteAfterAsync<TCommand>(
        Task<CommandResult<TView>> other,
        CommandContext context,
        TCommand command,
        Func<TState?, TCommand, DateTimeOffset, Decision<TEvent>> decide)
    {
        await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        return other.IsCompletedSuccessfully && other.Result.Rejection is null
            ? Deny(Rejections.KeyReused)
            : await ExecuteAsync(context, command, decide);
    }

    /// <summary>Loads the state first, or asks the database whether a refused command was accepted before.</summary>
    private async Task AcceptSlowlyAsync(PendingCommand<TState, TEvent, TView> pending)
    {
        try
        {
            if (!_loaded)
                await LoadAsync();
            while (!_isFenced && !TryAccept(pending))
            {
                var found = await store.FindKeysAsync([pending.KeyOf(id)]);
                if (!found.IsEmpty)
                {
                    Complete(pending, await AnswerAgainAsync(pending, found[0]));
                    return;
                }

                pending.KeyIsFresh = true;
            }

            if (_isFenced)
                Complete(pending, Deny(Rejections.Superseded));
        }
        catch (StoreUnavailableException)
        {
            Complete(pending, Deny(Rejections.Unavailable));
        }
        catch (Exception defect)
        {
            Fail(pending, defect);
        }
    }

    /// <summary>Decides on the head. False when the command would be refused or change nothing while its key may be known to the database.</summary>
    private bool TryAccept(PendingCommand<TState, TEvent, TView> pending)
    {
        var now = services.Now();
        if (pending.Context.Until < now)
        {
            Complete(pending, Deny(Rejections.Late));
            return true;
        }

        try
        {
            var decision = pending.Decide(_head, now);
            if (decision.Events.IsEmpty && pending.HasKey && !pending.KeyIsFresh)
                return false;
            pending.Rejection = decision.Rejection;
            (pending.Events, pending.StateAfter) = Record(decision.Events, pending.Context.Caller, now);
        }
        catch (Exception defect)
        {
            Fail(pending, defect);
            return true;
        }

        _head = pending.StateAfter;
        if (TryJoin(pending))
            return true;
        _waiting.Add(pending);
        if (!_committing)
            _ = CommitAsync();
        return true;
    }

    private (ImmutableArray<Recorded<TEvent>> Events, TState? StateAfter) Record(
        ImmutableArray<TEvent> events, Caller caller, DateTimeOffset now)
    {
        var state = _head;
        if (events.IsEmpty)
            return ([], state);
        var recorded = ImmutableArray.CreateBuilder<Recorded<TEvent>>(events.Length);
        foreach (var happened in events)
        {
            var next = new Recorded<TEvent>(
                services.Ids.Next(), (state?.Version ?? 0) + 1, now, caller.UserId, caller.TraceParent, happened);
            state = TState.Apply(state, next);
            recorded.Add(next);
        }

        return (recorded.MoveToImmutable(), state);
    }

    private async Task<CommandResult<TView>> AnswerAgainAsync(PendingCommand<TState, TEvent, TView> pending, CommandKey earlier)
    {
        if (earlier.RequestHash != pending.Context.RequestHash || earlier.AggregateId != id)
            return Deny(Rejections.KeyReused);
        if (_durable?.Version == earlier.Version)
            return new CommandResult<TView>(_durable.View, _durablePosition, null);
        if (earlier.Version > (_durable?.Version ?? 0))
            GiveUp();
        TState? state = null;
        long position = 0;
        await store.ReadEventsAsync(id, 1, earlier.Version, recorded =>
        {
            state = TState.Apply(state, recorded);
            position = recorded.Position;
            return true;
        });
        return new CommandResult<TView>(state?.View, position, null);
    }

    private void Complete(PendingCommand<TState, TEvent, TView> pending, CommandResult<TView> result)
    {
        if (pending.HasKey)
            _known.Finish(pending.Context, result);
        if (pending.TrySetResult(result))
            services.Leave();
    }

    private void Fail(PendingCommand<TState, TEvent, TView> pending, Exception defect)
    {
        if (pending.HasKey)
            _known.Finish(pending.Context, Refuse(Rejections.Unavailable));
        if (!pending.TrySetException(defect))
            return;
        _edits.Fail();
        services.Leave();
    }

    /// <summary>Loads once, however many wait for it; a failed load is tried again by the next caller.</summary>
    private Task LoadAsync() => _loading is { IsCompleted: false } ? _loading : _loading = LoadOnceAsync();

    private async Task LoadOnceAsync()
    {
        var stored = await store.LoadAsync(id);
        _head = _durable = stored.State;
        _durablePosition = stored.Position;
        _loaded = true;
    }

    /// <summary>The refusal of an edit, which is counted.</summary>
    private CommandResult<TView> Deny(Rejection rejection)
    {
        _edits.Refuse(rejection);
        return Refuse(rejection);
    }

    private static CommandResult<TView> Refuse(Rejection rejection) => new(null, 0, rejection);
}
