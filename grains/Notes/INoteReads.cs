using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notes;

/// <summary>Notes as their rows and events stand.</summary>
/// <remarks>
/// Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s. Pages are
/// <see cref="RejectionCode.Invalid"/> when limit or cursor is wrong.
/// </remarks>
public interface INoteReads
{
    /// <summary>A page of a deal's notes, oldest first.</summary>
    Task<CommandResult<NotePage>> ListAsync(Guid dealId, int limit, string? cursor);

    /// <summary>A page of a note's versions, from its first.</summary>
    Task<CommandResult<NotePage>> ListVersionsAsync(NoteView note, int limit, string? cursor);
}
