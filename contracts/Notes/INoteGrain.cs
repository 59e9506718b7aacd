namespace Crm.Actors.Contracts.Notes;

/// <summary>One note. Whoever sees its deal reads it; its author edits it, while the deal is not archived.</summary>
[Alias("crm.INoteGrain")]
public interface INoteGrain : IGrainWithGuidKey
{
    /// <param name="caller">Who asks.</param>
    /// <param name="dealId">The deal that the note is on; of another one it does not exist.</param>
    [Alias("Get")]
    Task<CommandResult<NoteView>> Get(Caller caller, Guid dealId);

    [Alias("Create")]
    Task<CommandResult<NoteView>> Create(CreateNote command);

    [Alias("Edit")]
    Task<CommandResult<NoteView>> Edit(EditNote command);
}
