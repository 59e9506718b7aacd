using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>
/// What buttons do. One that changes something carries the version that its person saw: at any other the grain refuses, nothing is changed, and the
/// message shows how it is now.
/// </summary>
public sealed class ButtonPresses(BotDeals deals, ITaskCommands tasks)
{
    /// <exception cref="BotAwayException">Something that it needs does not answer now.</exception>
    public Task PressAsync(BotTurn turn, ButtonAction action) => action.Kind switch
    {
        ButtonKind.ShowDeal => ShowAsync(turn, action.Id, withStages: false, said: null),
        ButtonKind.ShowStages => ShowAsync(turn, action.Id, withStages: true, said: null),
        ButtonKind.MoveDeal => MoveAsync(turn, action),
        ButtonKind.FinishTask => FinishAsync(turn, action),
        _ => OldAsync(turn),
    };

    private async Task MoveAsync(BotTurn turn, ButtonAction action)
    {
        if (await deals.GetAsync(turn, action.Id) is not { } deal)
        {
            turn.Flash(BotText.NoSuchDeal);
            return;
        }

        var pipeline = await deals.PipelineAsync(deal.PipelineId);
        // By any version: a press that is worked on a second time finds its own move, and the key knows it.
        if (pipeline?.Stages.FirstOrDefault(stage => StageKey.Of(stage.Slug) == action.Value) is not { } stage)
        {
            await ShowAsync(turn, action.Id, withStages: false, BotText.Stale);
            return;
        }

        var moved = await deals.Deal(action.Id).MoveStage(new MoveDealStage(turn.Command(action.Version), stage.Slug)).DecidedAsync();
        if (moved.Value is { } now)
        {
            turn.Flash(BotText.Moved, stage.Name);
            turn.Show(DealCards.Card(now, pipeline), DealCards.CardButtons(now));
        }
        else if (moved.Rejection!.Code is RejectionCode.VersionMismatch or RejectionCode.MergeConflict)
        {
            await ShowAsync(turn, action.Id, withStages: true, BotText.Stale);
        }
        else
        {
            turn.Flash(BotText.Refused, moved.Rejection.Detail);
            await ShowAsync(turn, action.Id, withStages: true, said: null, isAnswered: true);
        }
    }

    private async Task ShowAsync(BotTurn turn, Guid id, bool withStages, BotText? said, bool isAnswered = false)
    {
        if (await deals.GetAsync(turn, id) is not { } deal)
        {
            turn.Flash(BotText.NoSuchDeal);
            return;
        }

        var pipeline = await deals.PipelineAsync(deal.PipelineId);
        if (said is { } text)
            turn.Flash(text);
        else if (!isAnswered)
            turn.Flash(BotText.DealStage, pipeline?.Stage(deal.Stage)?.Name ?? deal.Stage);
        turn.Show(
            DealCards.Card(deal, pipeline),
            withStages && pipeline is not null ? DealCards.StageButtons(deal, pipeline) : DealCards.CardButtons(deal));
    }

    private async Task FinishAsync(BotTurn turn, ButtonAction action)
    {
        var done = await tasks.FinishAsync(turn.Command(action.Version), action.Id).DecidedAsync();
        if (done.Value is { } task)
        {
            turn.Flash(BotText.TaskDone, task.Title);
            turn.Show(BotTexts.Get(BotText.TaskDone, task.Title), []);
            return;
        }

        turn.Flash(done.Rejection!.Code switch
        {
            RejectionCode.VersionMismatch or RejectionCode.MergeConflict => BotText.TaskChanged,
            _ => BotText.NoSuchTask,
        });
    }

    private static Task OldAsync(BotTurn turn)
    {
        turn.Flash(BotText.OldButton);
        return Task.CompletedTask;
    }
}
