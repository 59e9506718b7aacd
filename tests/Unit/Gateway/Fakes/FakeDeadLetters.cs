using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.DeadLetters;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Remembers which letters it was asked for.</summary>
public sealed class FakeDeadLetters : IDeadLettersGrain
{
    public static DeadLetter Sample { get; } = new()
    {
        Id = "pipeline-summary:0192f0c1",
        Consumer = "pipeline-summary",
        Reason = "failed",
        FirstError = "first",
        LastError = "last",
        Attempts = 5,
        At = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero),
        Type = "deal.updated",
        Subject = "0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e",
        Sequence = 7,
        Body = "{\"a\":1}",
    };

    public CommandResult<DeadLetterList> Answer { get; set; } = new(new DeadLetterList([Sample], 3), 0, null);

    public Rejection? Rejection { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>What was asked, such as <c>drop a,b</c>.</summary>
    public List<string> Asked { get; } = [];

    public Caller? Caller { get; private set; }

    public Task<CommandResult<DeadLetterList>> List(Caller caller, int max) => Take(caller, $"list {max}", Answer);

    public Task<CommandResult<DeadLettersTaken>> Replay(Caller caller, ImmutableArray<string> ids) => Take(caller, $"replay {string.Join(',', ids)}", Taken);

    public Task<CommandResult<DeadLettersTaken>> Drop(Caller caller, ImmutableArray<string> ids) => Take(caller, $"drop {string.Join(',', ids)}", Taken);

    private static CommandResult<DeadLettersTaken> Taken { get; } = new(new DeadLettersTaken(2), 0, null);

    private Task<CommandResult<T>> Take<T>(Caller caller, string what, CommandResult<T> answer)
        where T : class
    {
        Caller = caller;
        Asked.Add(what);
        if (Failure is not null) return Task.FromException<CommandResult<T>>(Failure);
        return Task.FromResult(Rejection is null ? answer : new CommandResult<T>(null, 0, Rejection));
    }
}
