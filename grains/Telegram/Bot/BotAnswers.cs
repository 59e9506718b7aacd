using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Reads what grains answered.</summary>
public static class BotAnswers
{
    /// <summary>The result itself, unless the grain could not decide.</summary>
    /// <exception cref="BotAwayException">Something does not answer now.</exception>
    public static async Task<CommandResult<T>> DecidedAsync<T>(this Task<CommandResult<T>> asking)
        where T : class
    {
        try
        {
            var result = await asking;
            return result.Rejection is { Code: RejectionCode.Unavailable or RejectionCode.Overloaded } away ? throw new BotAwayException(away.Detail) : result;
        }
        catch (Exception outage) when (outage is OrleansException or TimeoutException)
        {
            throw new BotAwayException("A grain does not answer.", outage);
        }
    }
}
