using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Shows deals in chats; pure.</summary>
public static class DealCards
{
    private const int LongestLabel = 60;

    /// <summary>A line for each, numbered from 1.</summary>
    public static LocalText Lines(ImmutableArray<DealView> deals)
    {
        var lines = deals.Select(static (deal, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {deal.Title} ({deal.Stage}{Amount(deal)})"));
        return BotTexts.Get(BotText.Deals, string.Join('\n', lines));
    }

    /// <summary>A button for each, that shows it.</summary>
    public static IEnumerable<OutgoingButton> Buttons(ImmutableArray<DealView> deals) =>
        deals.Select(static (deal, index) => new OutgoingButton(LocalText.Same(Shorten($"{index + 1}. {deal.Title}")), ButtonAction.ShowDeal(deal.Id)));

    /// <summary>All about one.</summary>
    public static LocalText Card(DealView deal, PipelineDefinition? pipeline)
    {
        var stage = pipeline?.Stage(deal.Stage)?.Name ?? deal.Stage;
        List<LocalText> lines = [LocalText.Same(deal.Title), BotTexts.Get(BotText.DealStage, stage)];
        if (deal.Amount is { } amount)
            lines.Add(BotTexts.Get(BotText.DealAmount, Plain(amount), deal.Currency ?? ""));
        if (deal.Client is { } client)
            lines.Add(BotTexts.Get(BotText.DealClient, client));
        if (deal.Status != DealStatus.Open)
            lines.Add(BotTexts.Get(deal.Status == DealStatus.Won ? BotText.DealWon : BotText.DealLost));
        if (deal.Archived)
            lines.Add(BotTexts.Get(BotText.DealArchived));
        return new(string.Join('\n', lines.Select(static line => line.En)), string.Join('\n', lines.Select(static line => line.Ru)));
    }

    /// <summary>What can be done with one that is shown.</summary>
    public static IEnumerable<OutgoingButton> CardButtons(DealView deal) =>
        IsMovable(deal) ? [new OutgoingButton(BotTexts.Get(BotText.MoveButton), ButtonAction.ShowStages(deal.Id))] : [];

    /// <summary>A button for each other stage that is not retired; all carry the version that is shown.</summary>
    public static IEnumerable<OutgoingButton> StageButtons(DealView deal, PipelineDefinition pipeline) => IsMovable(deal)
        ? Stages(deal, pipeline)
            .Select(stage => new OutgoingButton(BotTexts.Get(BotText.ToStage, Shorten(stage.Name)), ButtonAction.MoveDeal(deal.Id, deal.Version, stage.Slug)))
            .Append(new OutgoingButton(BotTexts.Get(BotText.Back), ButtonAction.ShowDeal(deal.Id)))
        : [];

    /// <summary>Where it can be moved to, as many as there is room for.</summary>
    public static IEnumerable<PipelineStage> Stages(DealView deal, PipelineDefinition pipeline) =>
        pipeline.Stages.Where(stage => !stage.Retired && stage.Slug != deal.Stage).Take(OutgoingTelegram.MaxButtons - 2);

    public static bool IsMovable(DealView deal) => deal is { Status: DealStatus.Open, Archived: false };

    private static string Amount(DealView deal) => deal.Amount is { } amount ? $", {Plain(amount)} {deal.Currency}" : "";

    private static string Plain(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Shorten(string text) => text.Length <= LongestLabel ? text : $"{text[..(LongestLabel - 1)]}…";
}
