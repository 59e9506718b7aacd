using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>
/// What one payment asks deals when it is about to change: once for all who want to change it at the same time
/// (<see cref="SharedQuestion{TAnswer}"/>). So the deal is asked as somebody who sees every deal, and its own rule says here which of them see it. All
/// members are called, and continue, on the one scheduler of the payment.
/// </summary>
/// <param name="grains">Where deals are.</param>
/// <param name="clock">The clock of the patience.</param>
public sealed class DealQuestions(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How long a question without an answer holds up those who came after it began.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Sees every deal.</summary>
    private static readonly Caller Administrator = new(Guid.Empty, [RoleNames.Administrator], [], "en", null);

    // Of the deal that was asked last: but for payments that are made or moved it is the same one always.
    private Guid _dealId;
    private SharedQuestion<CommandResult<DealView>>? _question;

    /// <summary>The deal as the caller sees it; null when there is none for them. A refusal when that cannot be told now.</summary>
    public async Task<(DealView? Deal, Rejection? Refusal)> AskAsync(Guid dealId, Caller caller)
    {
        var result = await QuestionOf(dealId).AskAsync();
        if (result.Rejection is { Code: not RejectionCode.NotFound } refusal)
            return (null, refusal);
        return (result.Value is { } deal && DealAccess.MaySee(caller, deal) ? deal : null, null);
    }

    /// <summary>The deal, for what nobody's rights are asked for; null when it cannot be read now.</summary>
    public async Task<DealView?> FindAsync(Guid dealId) => (await QuestionOf(dealId).AskAsync()).Value;

    private SharedQuestion<CommandResult<DealView>> QuestionOf(Guid dealId)
    {
        if (_question is { } question && _dealId == dealId)
            return question;
        var deal = grains.GetGrain<IDealGrain>(dealId);
        _dealId = dealId;
        return _question = new SharedQuestion<CommandResult<DealView>>(() => deal.GetForPayment(Administrator), Patience, clock);
    }
}
