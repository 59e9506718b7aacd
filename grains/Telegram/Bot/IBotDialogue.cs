namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>A conversation of several questions. Where it is, is in <see cref="ChatState.Dialogue"/>; it ends with a null there.</summary>
public interface IBotDialogue
{
    /// <summary>Its name in <see cref="DialogueState.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>Takes an answer, as a text or by a button, and asks the next question or ends.</summary>
    /// <param name="turn">With a dialogue of this kind.</param>
    /// <param name="answer">Not empty.</param>
    /// <exception cref="BotAwayException">Something that it needs does not answer now.</exception>
    Task AnswerAsync(BotTurn turn, string answer);
}
