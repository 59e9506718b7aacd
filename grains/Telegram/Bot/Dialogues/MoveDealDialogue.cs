using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot.Dialogues;

/// <summary>Moves a deal: which one, and to which stage. The move is for the version that was shown with the stages.</summary>
public sealed class MoveDealDialogue(BotDeals deals, BotOptions options) : IBotDialogue
{
    private const string DealStep = "deal";
    private const string StageStep = "stage";
    private const string DealAnswer = "deal";
    private const string VersionAnswer = "version";

    /// <inheritdoc/>
    public string Kind => "move";

    /// <summary>Asks the first question, which may be answered already.</summary>
    public Task BeginAsync(BotTurn turn, string meant)
    {
        turn.Begin(Kind, options.DialogueLifetime);
        if (meant.Length > 0)
            return DealAsync(turn, meant);
        turn.Ask(DealStep, BotTexts.Get(BotText.AskMoveDeal));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AnswerAsync(BotTurn turn, string answer) =>
        turn.State.Dialogue!.Step == StageStep ? StageAsync(turn, answer) : DealAsync(turn, answer);

    private async Task DealAsync(BotTurn turn, string meant)
    {
        var (deal, several) = await deals.FindAsync(turn, meant);
        if (deal is not null)
        {
            await AskStageAsync(turn, deal);
            return;
        }

        if (several.IsEmpty)
            turn.Say(BotText.NoSuchDeal);
        // Numbers mean these from now on.
        turn.Ask(DealStep, several.IsEmpty ? BotTexts.Get(BotText.AskMoveDeal) : DealCards.Lines(several));
    }

    private async Task AskStageAsync(BotTurn turn, DealView deal)
    {
        var pipeline = await deals.PipelineAsync(deal.PipelineId);
        if (pipeline is null || !DealCards.IsMovable(deal))
        {
            turn.Say(BotText.NotMovable);
            turn.End();
            return;
        }

        var dialogue = turn.State.Dialogue!;
        dialogue.Answers[DealAnswer] = deal.Id.ToString("D");
        dialogue.Answers[VersionAnswer] = deal.Version.ToString(CultureInfo.InvariantCulture);
        turn.Ask(
            StageStep,
            BotTexts.Get(BotText.AskStage, deal.Title),
            [.. DealCards.Stages(deal, pipeline).Select(static stage => (LocalText.Same(stage.Name), StageKey.Of(stage.Slug)))]);
    }

    private async Task StageAsync(BotTurn turn, string answer)
    {
        var answers = turn.State.Dialogue!.Answers;
        var (id, version) = (Guid.ParseExact(answers[DealAnswer], "D"), long.Parse(answers[VersionAnswer], CultureInfo.InvariantCulture));
        if (await deals.GetAsync(turn, id) is not { } deal || await deals.PipelineAsync(deal.PipelineId) is not { } pipeline)
        {
            turn.Say(BotText.NoSuchDeal);
            turn.End();
            return;
        }

        var stage = pipeline.Stages.FirstOrDefault(stage => StageKey.Of(stage.Slug) == answer || stage.Slug.Equals(answer, StringComparison.OrdinalIgnoreCase)
            || stage.Name.Equals(answer, StringComparison.OrdinalIgnoreCase));
        if (stage is null)
        {
            turn.Say(BotText.NoSuchStage);
            return;
        }

        var moved = await deals.Deal(id).MoveStage(new MoveDealStage(turn.Command(version), stage.Slug)).DecidedAsync();
        if (moved.Rejection is { Code: RejectionCode.VersionMismatch or RejectionCode.MergeConflict })
        {
            turn.Say(BotText.Stale);
            await AskStageAsync(turn, deal);
            return;
        }

        if (moved.Rejection is { } refused)
            turn.Say(BotText.Refused, refused.Detail);
        else
            turn.Reply(DealCards.Card(moved.Value!, pipeline), DealCards.CardButtons(moved.Value!));
        turn.End();
    }
}
