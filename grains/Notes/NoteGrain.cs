using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notes;

/// <inheritdoc cref="INoteGrain"/>
/// <remarks>The deal says who sees its notes: it is asked before every decision.</remarks>
[GrainType("deal-note")]
public sealed class NoteGrain(IGrainContext context, IEventStore<NoteState, NoteEvent> store, KernelServices services)
    : AggregateGrain<NoteState, NoteEvent, NoteView>(context, store, services), INoteGrain
{
    public async Task<CommandResult<NoteView>> Get(Caller caller, Guid dealId)
    {
        var deal = await Ask(dealId, caller);
        return deal.Rejection is { } rejection ? new(null, 0, rejection) : await Read(state => state.View.DealId == dealId);
    }

    public async Task<CommandResult<NoteView>> Create(CreateNote command)
    {
        var deal = await Ask(command.DealId, command.Context.Caller);
        return deal.Rejection is { Code: not RejectionCode.NotFound } refusal
            ? new(null, 0, refusal)
            : await Execute(command.Context, (command, deal.Value), (state, create, _) => NoteRules.Create(this.GetPrimaryKey(), state, create.command, create.Value));
    }

    public async Task<CommandResult<NoteView>> Edit(EditNote command)
    {
        var deal = await Ask(command.DealId, command.Context.Caller);
        return deal.Rejection is { Code: not RejectionCode.NotFound } refusal
            ? new(null, 0, refusal)
            : await Execute(command.Context, (command, deal.Value), static (state, edit, _) => NoteRules.Edit(state, edit.command, edit.Value));
    }

    private Task<CommandResult<DealView>> Ask(Guid dealId, Caller caller) => GrainFactory.GetGrain<IDealGrain>(dealId).Get(caller);
}
