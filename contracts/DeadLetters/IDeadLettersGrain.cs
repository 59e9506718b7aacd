using System.Collections.Immutable;

namespace Crm.Actors.Contracts.DeadLetters;

/// <summary>Events that could not be processed, for administrators. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.IDeadLettersGrain")]
public interface IDeadLettersGrain : IGrainWithIntegerKey
{
    /// <summary>The oldest dead letters; <see cref="RejectionCode.Forbidden"/> for anyone but an administrator.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="max">At most this many, 1 to 1000.</param>
    [Alias("List")]
    Task<CommandResult<DeadLetterList>> List(Caller caller, int max);

    /// <summary>Gives dead letters to their consumer again.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="ids">Which, as <see cref="DeadLetter.Id"/>; empty for all.</param>
    [Alias("Replay"), ResponseTimeout("00:01:00")]
    Task<CommandResult<DeadLettersTaken>> Replay(Caller caller, ImmutableArray<string> ids);

    /// <summary>Deletes dead letters for good.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="ids">Which, as <see cref="DeadLetter.Id"/>; empty for all.</param>
    [Alias("Drop"), ResponseTimeout("00:01:00")]
    Task<CommandResult<DeadLettersTaken>> Drop(Caller caller, ImmutableArray<string> ids);
}
