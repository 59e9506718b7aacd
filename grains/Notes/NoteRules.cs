using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notes;

/// <summary>What each command does to a note; pure. The deal is the note's as the caller sees it; null when they do not see it.</summary>
public static class NoteRules
{
    private static readonly Rejection Archived = new(RejectionCode.NotAllowedNow, "The deal is archived; restore it first.");
    private static readonly Rejection Exists = new(RejectionCode.NotAllowedNow, "The note exists already.");
    private static readonly Rejection OnlyAuthors = new(RejectionCode.Forbidden, "Only its author may edit a note.");

    public static Decision<NoteEvent> Create(Guid id, NoteState? state, CreateNote command, DealView? deal)
    {
        if (deal is null)
            return Rejections.NotFound;
        if (deal.Archived)
            return Archived;
        if (state is not null)
            return Exists;
        var checks = new NoteChecks();
        checks.Text(command.Text);
        return checks.Failed ? checks.Rejection : new NoteCreated(id, deal.Id, command.Context.Caller.UserId, command.Text, deal.Context());
    }

    public static Decision<NoteEvent> Edit(NoteState? state, EditNote command, DealView? deal)
    {
        if (state is null || deal is null || state.View.DealId != command.DealId)
            return Rejections.NotFound;
        if (state.View.AuthorId != command.Context.Caller.UserId)
            return OnlyAuthors;
        if (deal.Archived)
            return Archived;
        if (!command.Text.IsSet)
            return Decision<NoteEvent>.Nothing;
        var checks = new NoteChecks();
        checks.Text(command.Text.Value);
        if (checks.Failed)
            return checks.Rejection;
        return command.Text.Value == state.View.Text ? Decision<NoteEvent>.Nothing : new NoteEdited(deal.Id, command.Text.Value!, deal.Context());
    }
}
