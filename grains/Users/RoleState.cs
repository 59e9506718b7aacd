using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <summary>A role's state.</summary>
public sealed record RoleState(RoleView View) : IAggregateState<RoleState, RoleEvent, RoleView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static RoleState Apply(RoleState? state, Recorded<RoleEvent> recorded) => recorded.Data switch
    {
        RoleCreated created => new(new RoleView
        {
            Id = RoleId.Of(created.Name),
            Version = recorded.Version,
            Name = created.Name,
            Description = created.Description,
            CreatedAt = recorded.At,
        }),
        _ => throw new InvalidOperationException($"A role has no {recorded.Data.GetType().Name}."),
    };
}
