namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>What a button does; see <see cref="ButtonData"/> for how it travels.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The object; the nil UUID for none.</param>
/// <param name="Version">The version of the object, or of the dialogue, that the button was made for: at another one it does nothing.</param>
/// <param name="Value">More, up to 19 visible ASCII characters without a colon.</param>
[GenerateSerializer, Immutable, Alias("crm.ButtonAction")]
public sealed record ButtonAction(
    [property: Id(0)] ButtonKind Kind,
    [property: Id(1)] Guid Id,
    [property: Id(2)] long Version,
    [property: Id(3)] string Value)
{
    /// <summary>Shows a deal as it is now.</summary>
    public static ButtonAction ShowDeal(Guid deal) => new(ButtonKind.ShowDeal, deal, 0, "");

    /// <summary>Shows the stages that a deal can be moved to.</summary>
    public static ButtonAction ShowStages(Guid deal) => new(ButtonKind.ShowStages, deal, 0, "");

    /// <summary>Moves a deal, if it still has that version.</summary>
    public static ButtonAction MoveDeal(Guid deal, long version, string stage) => new(ButtonKind.MoveDeal, deal, version, StageKey.Of(stage));

    /// <summary>Marks a task as done, if it still has that version.</summary>
    public static ButtonAction FinishTask(Guid task, long version) => new(ButtonKind.FinishTask, task, version, "");

    /// <summary>Answers the question of a dialogue, if that still waits for it.</summary>
    public static ButtonAction Answer(long dialogue, string value) => new(ButtonKind.Answer, Guid.Empty, dialogue, value);
}

/// <summary>The kinds of buttons.</summary>
[GenerateSerializer, Alias("crm.ButtonKind")]
public enum ButtonKind
{
    ShowDeal = 0,
    ShowStages = 1,
    MoveDeal = 2,
    FinishTask = 3,
    Answer = 4,
}
