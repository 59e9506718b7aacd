using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Says whose rights changed, as a test has it.</summary>
public sealed class FakeRights : IRightsGrain
{
    private ImmutableArray<RightsChange> _changes = [];

    /// <summary>What is refused instead of being answered.</summary>
    public bool IsAway { get; set; }

    /// <summary>How far back it was asked, call after call.</summary>
    public List<TimeSpan> Asked { get; } = [];

    public void Change(Guid user, long from) => _changes = [new RightsChange(user, from)];

    public Task<CommandResult<RightsChanges>> ChangedWithin(TimeSpan time)
    {
        lock (Asked)
            Asked.Add(time);
        return Task.FromResult(IsAway
            ? new CommandResult<RightsChanges>(null, 0, new Rejection(RejectionCode.Unavailable, "Away."))
            : new CommandResult<RightsChanges>(new RightsChanges(_changes), 0, null));
    }
}
