using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Grains.Telegram.Bot.Commands;
using Crm.Actors.Grains.Telegram.Bot.Dialogues;
using Crm.Actors.Grains.Telegram.Outgoing;
using NodaTime;

namespace Crm.Actors.UnitTests.Telegram;

/// <summary>A chat with the bot without a cluster. Its state goes through JSON after each turn, as if the silo had been restarted.</summary>
internal sealed class BotRig
{
    public const long Chat = 1001;

    public static readonly Guid UserId = new("0190a000-0000-7000-8000-00000000000c");
    public static readonly DateTimeOffset Now = new(2026, 3, 25, 11, 30, 0, TimeSpan.Zero);

    private readonly BotBrain _brain;
    private ChatState _state = new();
    private long _updates;

    public BotRig()
    {
        (var factory, Grains) = BotGrains.Create();
        var (options, deals) = (new BotOptions(), new BotDeals(factory));
        var (move, task) = (new MoveDealDialogue(deals, options), new NewTaskDialogue(Tasks, deals, options));
        _brain = new BotBrain(
            [
                new StartCommand(factory), new HelpCommand(), new CancelCommand(), new DealsCommand(deals), new DealCommand(deals), new NoteCommand(deals, factory),
                new MoveCommand(move), new TaskCommand(task), new TasksCommand(Tasks), new DoneCommand(Tasks), new MuteCommand(), new ZoneCommand(),
            ],
            [move, task],
            new ButtonPresses(deals, Tasks));
    }

    public BotGrains Grains { get; }

    public FakeTasks Tasks { get; } = new();

    /// <summary>Whose chat it is; null for nobody's.</summary>
    public UserView? User { get; set; } = new()
    {
        Id = UserId,
        Version = 1,
        Email = "ann@example.com",
        DisplayName = null,
        Roles = [RoleNames.User],
        Disabled = false,
        CreatedAt = Now,
        UpdatedAt = Now,
        Teams = [],
    };

    public ChatState State => _state;

    /// <summary>When the next turn is.</summary>
    public DateTimeOffset Clock { get; set; } = Now;

    /// <summary>Where the turns are: a group by a negative number.</summary>
    public long ChatId { get; init; } = Chat;

    /// <summary>Who writes and presses, by Telegram's number.</summary>
    public long? Sender { get; set; } = Chat;

    /// <summary>Writes a text.</summary>
    public Task<IReadOnlyList<OutgoingTelegram>> SayAsync(string text) =>
        TurnAsync(new TelegramUpdate { UpdateId = ++_updates, ChatId = ChatId, SenderId = Sender, Text = text });

    /// <summary>Presses a button.</summary>
    public Task<IReadOnlyList<OutgoingTelegram>> PressAsync(ButtonAction action) =>
        TurnAsync(new TelegramUpdate { UpdateId = ++_updates, ChatId = ChatId, SenderId = Sender, PressId = $"p{_updates}", PressData = ButtonData.Write(action), MessageId = 5 });

    /// <summary>Works on the last update once more, from the state of before.</summary>
    public Task<IReadOnlyList<OutgoingTelegram>> AgainAsync(string text, ChatState before)
    {
        _state = before;
        return TurnAsync(new TelegramUpdate { UpdateId = _updates, ChatId = ChatId, SenderId = Sender, Text = text });
    }

    public static ChatState Copy(ChatState state) => JsonSerializer.Deserialize<ChatState>(JsonSerializer.Serialize(state))!;

    private async Task<IReadOnlyList<OutgoingTelegram>> TurnAsync(TelegramUpdate update)
    {
        var turn = new BotTurn(update, User, Copy(_state), DateTimeZone.Utc, Clock);
        await _brain.AnswerAsync(turn);
        _state = Copy(turn.State);
        return turn.Answers;
    }

    /// <summary>Tasks in memory.</summary>
    internal sealed class FakeTasks : ITaskCommands
    {
        public List<NewBotTask> Created { get; } = [];

        public BotTask Open { get; set; } = new(new Guid("0190a000-0000-7000-8000-0000000000aa"), 3, "Call", Now);

        public Task<CommandResult<BotTasks>> ListAsync(Caller caller, int most) => Result(new BotTasks([Open]));

        public Task<CommandResult<BotTask>> CreateAsync(NewBotTask command)
        {
            Created.Add(command);
            return Result(new BotTask(command.Id, 1, command.Title, command.DueAt));
        }

        public Task<CommandResult<BotTask>> FinishAsync(CommandContext context, Guid taskId)
        {
            if (taskId != Open.Id)
                return Task.FromResult(new CommandResult<BotTask>(null, 0, new Rejection(RejectionCode.NotFound, "none")));
            if (context.IfMatch != Open.Version)
                return Task.FromResult(new CommandResult<BotTask>(null, 0, new Rejection(RejectionCode.VersionMismatch, "changed")));
            Open = Open with { Version = Open.Version + 1 };
            return Result(Open);
        }

        private static Task<CommandResult<T>> Result<T>(T value)
            where T : class => Task.FromResult(new CommandResult<T>(value, 1, null));
    }
}
