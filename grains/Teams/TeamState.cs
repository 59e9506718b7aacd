using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Teams;

/// <summary>A team's state.</summary>
public sealed record TeamState(TeamView View) : IAggregateState<TeamState, TeamEvent, TeamView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static TeamState Apply(TeamState? state, Recorded<TeamEvent> recorded) => (state, recorded.Data) switch
    {
        (_, TeamCreated created) => new(new TeamView
        {
            Id = created.Id,
            Version = recorded.Version,
            Name = created.Name,
            CreatedAt = recorded.At,
            UpdatedAt = recorded.At,
        }),
        ({ } before, TeamRenamed renamed) => new(before.View with { Version = recorded.Version, Name = renamed.Name, UpdatedAt = recorded.At }),
        _ => throw new InvalidOperationException($"A team has no {recorded.Data.GetType().Name} here."),
    };
}
