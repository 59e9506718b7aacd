using System.Globalization;
using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Dialogues;

/// <summary>Creates a task: what, until when, who, for which deal. The task is created with the last answer; before, nothing is.</summary>
public sealed class NewTaskDialogue(ITaskCommands tasks, BotDeals deals, BotOptions options) : IBotDialogue
{
    private const string TitleStep = "title";
    private const string DueStep = "due";
    private const string AssigneeStep = "assignee";
    private const string DealStep = "deal";
    private const string None = "-";
    private const string Me = "me";
    private const int LongestTitle = 200;

    /// <inheritdoc/>
    public string Kind => "task";

    /// <summary>Asks the first question, which may be answered already.</summary>
    public Task BeginAsync(BotTurn turn, string title)
    {
        turn.Begin(Kind, options.DialogueLifetime);
        if (title.Length > 0)
            return TitleAsync(turn, title);
        turn.Ask(TitleStep, BotTexts.Get(BotText.AskTitle));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AnswerAsync(BotTurn turn, string answer) => turn.State.Dialogue!.Step switch
    {
        DueStep => DueAsync(turn, answer),
        AssigneeStep => AssigneeAsync(turn, answer),
        DealStep => DealAsync(turn, answer),
        _ => TitleAsync(turn, answer),
    };

    private static Task TitleAsync(BotTurn turn, string title)
    {
        if (title.Length > LongestTitle)
        {
            turn.Say(BotText.TitleTooLong);
            return Task.CompletedTask;
        }

        turn.State.Dialogue!.Answers[TitleStep] = title;
        AskDue(turn);
        return Task.CompletedTask;
    }

    private static void AskDue(BotTurn turn) => turn.Ask(
        DueStep,
        BotTexts.Get(BotText.AskDue),
        (BotTexts.Get(BotText.Today), "today"),
        (BotTexts.Get(BotText.Tomorrow), "tomorrow"),
        (BotTexts.Get(BotText.NextWeek), "+7d"),
        (BotTexts.Get(BotText.NoDue), None));

    private static Task DueAsync(BotTurn turn, string answer)
    {
        var due = answer == None ? null : DueWords.Read(answer, turn.Now, turn.Zone);
        if (answer != None && (due is null || due <= turn.Now))
        {
            turn.Say(due is null ? BotText.DueNotUnderstood : BotText.DuePast);
            return Task.CompletedTask;
        }

        turn.State.Dialogue!.Answers[DueStep] = due?.ToString("O", CultureInfo.InvariantCulture) ?? None;
        turn.Ask(AssigneeStep, BotTexts.Get(BotText.AskAssignee), (BotTexts.Get(BotText.Me), Me));
        return Task.CompletedTask;
    }

    private static Task AssigneeAsync(BotTurn turn, string answer)
    {
        var id = Guid.Empty;
        if (answer == Me)
            id = turn.Caller.UserId;
        else if (!Guid.TryParseExact(answer, "D", out id))
            turn.Say(BotText.NoSuchUser);
        if (id == Guid.Empty)
            return Task.CompletedTask;
        turn.State.Dialogue!.Answers[AssigneeStep] = id.ToString("D");
        turn.Ask(DealStep, BotTexts.Get(BotText.AskTaskDeal), (BotTexts.Get(BotText.NoDeal), None));
        return Task.CompletedTask;
    }

    private async Task DealAsync(BotTurn turn, string answer)
    {
        if (answer == None)
        {
            await CreateAsync(turn, null);
            return;
        }

        var (deal, several) = await deals.FindAsync(turn, answer);
        if (deal is not null)
        {
            await CreateAsync(turn, deal.Id);
            return;
        }

        if (several.IsEmpty)
            turn.Say(BotText.NoSuchDeal);
        else
            turn.Ask(DealStep, DealCards.Lines(several), (BotTexts.Get(BotText.NoDeal), None));
    }

    private async Task CreateAsync(BotTurn turn, Guid? deal)
    {
        var answers = turn.State.Dialogue!.Answers;
        DateTimeOffset? due = answers[DueStep] == None ? null : DateTimeOffset.ParseExact(answers[DueStep], "O", CultureInfo.InvariantCulture);
        var context = turn.Command();
        var command = new NewBotTask(context, turn.NewId("task"), answers[TitleStep], due, Guid.ParseExact(answers[AssigneeStep], "D"), deal);
        var result = await tasks.CreateAsync(command).DecidedAsync();
        if (result.Rejection is { } refused)
            turn.Say(BotText.Refused, refused.Detail);
        else
            turn.Say(BotText.TaskCreated, result.Value!.Title);
        turn.End();
    }
}
