using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Users;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.DeadLetters;

/// <summary>Passes administrators' requests on to where dead letters are kept.</summary>
[StatelessWorker, Reentrant]
public sealed class DeadLettersGrain(IDeadLetters letters, TimeProvider clock) : Grain, IDeadLettersGrain
{
    private const int MaxLetters = 1000;
    private static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ChangeDeadline = TimeSpan.FromSeconds(50);
    private static readonly Rejection Forbidden = new(RejectionCode.Forbidden, "Only administrators may see and handle dead letters.");
    private static readonly Rejection OutOfRange = new(RejectionCode.Invalid, "max is 1 to 1000.");
    private static readonly Rejection NoList = new(RejectionCode.Invalid, "A list of ids is missing; an empty one means all.");
    private static readonly Rejection Unavailable = new(RejectionCode.Unavailable, "The dead letters cannot be reached at the moment. Retry later.");

    /// <inheritdoc/>
    public Task<CommandResult<DeadLetterList>> List(Caller caller, int max) =>
        AnswerAsync(caller, max is < 1 or > MaxLetters ? OutOfRange : null, ReadDeadline, token => letters.ListAsync(max, token));

    /// <inheritdoc/>
    public Task<CommandResult<DeadLettersTaken>> Replay(Caller caller, ImmutableArray<string> ids) =>
        AnswerAsync(caller, ids.IsDefault ? NoList : null, ChangeDeadline, async token => new DeadLettersTaken(await letters.ReplayAsync(ids, token)));

    /// <inheritdoc/>
    public Task<CommandResult<DeadLettersTaken>> Drop(Caller caller, ImmutableArray<string> ids) =>
        AnswerAsync(caller, ids.IsDefault ? NoList : null, ChangeDeadline, async token => new DeadLettersTaken(await letters.DropAsync(ids, token)));

    private async Task<CommandResult<T>> AnswerAsync<T>(
        Caller caller, Rejection? wrong, TimeSpan deadline, Func<CancellationToken, Task<T>> answer)
        where T : class
    {
        if (!UserAccess.IsAdministrator(caller))
            return new(null, 0, Forbidden);
        if (wrong is not null)
            return new(null, 0, wrong);
        using var limit = new CancellationTokenSource(deadline, clock);
        try
        {
            return new(await answer(limit.Token), 0, null);
        }
        catch (Exception e) when (e is DeadLettersUnavailableException or OperationCanceledException)
        {
            return new(null, 0, Unavailable);
        }
    }
}
