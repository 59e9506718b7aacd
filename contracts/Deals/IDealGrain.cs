namespace Crm.Actors.Contracts.Deals;

/// <summary>One deal. For whoever may not see it, it does not exist (<see cref="DealAccess"/>). Every accepted command is durable, with its events, before it is answered; reads answer what is durable.</summary>
[Alias("crm.IDealGrain")]
public interface IDealGrain : IGrainWithGuidKey
{
    /// <summary>The deal; <see cref="RejectionCode.NotFound"/> when there is none, <see cref="RejectionCode.Unavailable"/> when it cannot be read.</summary>
    [Alias("Get")]
    Task<CommandResult<DealView>> Get(Caller caller);

    /// <summary>The deal with its totals, which may be a moment behind; otherwise as <see cref="Get"/>.</summary>
    [Alias("GetWithTotals")]
    Task<CommandResult<DealView>> GetWithTotals(Caller caller);

    /// <summary>As <see cref="Get"/>, for whoever is about to change a payment of the deal: its totals will change.</summary>
    [Alias("GetForPayment")]
    Task<CommandResult<DealView>> GetForPayment(Caller caller);

    [Alias("Create")]
    Task<CommandResult<DealView>> Create(CreateDeal command);

    [Alias("Patch")]
    Task<CommandResult<DealView>> Patch(PatchDeal command);

    [Alias("MoveStage")]
    Task<CommandResult<DealView>> MoveStage(MoveDealStage command);

    [Alias("Win")]
    Task<CommandResult<DealView>> Win(WinDeal command);

    [Alias("Lose")]
    Task<CommandResult<DealView>> Lose(LoseDeal command);

    [Alias("Reopen")]
    Task<CommandResult<DealView>> Reopen(ReopenDeal command);

    [Alias("AssignOwner")]
    Task<CommandResult<DealView>> AssignOwner(AssignDealOwner command);

    [Alias("AssignTeam")]
    Task<CommandResult<DealView>> AssignTeam(AssignDealTeam command);

    [Alias("Share")]
    Task<CommandResult<DealView>> Share(ShareDeal command);

    [Alias("Unshare")]
    Task<CommandResult<DealView>> Unshare(UnshareDeal command);

    [Alias("Archive")]
    Task<CommandResult<DealView>> Archive(ArchiveDeal command);

    [Alias("Restore")]
    Task<CommandResult<DealView>> Restore(RestoreDeal command);

    [Alias("Undo")]
    Task<CommandResult<DealView>> Undo(UndoDealChange command);

    /// <summary>For the silo, not for callers: a deadline of a stage has come. Does nothing when the deal has left the stage, or was told before.</summary>
    [Alias("PassDeadline")]
    Task<CommandResult<DealView>> PassDeadline(PassStageDeadline command);
}
