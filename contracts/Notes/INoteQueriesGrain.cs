namespace Crm.Actors.Contracts.Notes;

/// <summary>Reads over notes. A stateless worker; the key has no meaning (use 0).</summary>
/// <remarks>A wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>; what the caller may not see does not exist.</remarks>
[Alias("crm.INoteQueriesGrain")]
public interface INoteQueriesGrain : IGrainWithIntegerKey
{
    [Alias("List")]
    Task<CommandResult<NotePage>> List(ListNotes query);

    [Alias("ListVersions")]
    Task<CommandResult<NotePage>> ListVersions(ListNoteVersions query);
}
