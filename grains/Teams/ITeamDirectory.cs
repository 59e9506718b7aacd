using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Teams;

/// <summary>Finds teams and members that are durable.</summary>
/// <remarks>
/// Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s. Pages are
/// <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.
/// </remarks>
public interface ITeamDirectory
{
    Task<bool> ExistsAsync(Guid teamId);

    /// <summary>A page of all teams, oldest first.</summary>
    Task<CommandResult<TeamPage>> ListAsync(int limit, string? cursor);

    /// <summary>A page of some teams, oldest first.</summary>
    Task<CommandResult<TeamPage>> ListAsync(ImmutableArray<Guid> teams, int limit, string? cursor);

    /// <summary>A page of a team's members, by id.</summary>
    Task<CommandResult<TeamMemberPage>> ListMembersAsync(Guid teamId, int limit, string? cursor);
}
